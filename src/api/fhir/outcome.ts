// OperationOutcome: what was wrong with a message, which element, and why, in words the sender can act on.
import type { OperationOutcome } from '@medplum/fhirtypes';

/** The FHIR issue types used here (https://hl7.org/fhir/R4/valueset-issue-type.html). */
export type IssueCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'business-rule'
  | 'not-supported'
  | 'not-found'
  | 'duplicate'
  | 'multiple-matches'
  | 'too-long'
  | 'too-costly'
  | 'incomplete'
  | 'forbidden'
  | 'informational';

export type Issue = {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: IssueCode;
  /** FHIRPath of the element, from the root of what was sent; `http.NAME` for a header. */
  readonly at: string | null;
  /** A sentence without anything from the record itself. */
  readonly text: string;
};

export type RefusalStatus = 400 | 403 | 404 | 409 | 413 | 415 | 422;

/** A message that changed nothing: the HTTP status and at least one error. */
export type Refusal = { readonly status: RefusalStatus; readonly issues: readonly [Issue, ...Issue[]] };

export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

export const read = <Value>(value: Value): Reading<Value> => ({ ok: true, value });

export const refuse = (
  status: RefusalStatus,
  code: IssueCode,
  at: string | null,
  text: string,
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { status, issues: [{ severity: 'error', code, at, text }] },
});

export const refuseAll = (
  status: RefusalStatus,
  issues: readonly Issue[],
): { ok: false; refusal: Refusal } => {
  const [first, ...rest] = issues;
  if (first === undefined) throw new Error('a refusal needs an issue');
  return { ok: false, refusal: { status, issues: [first, ...rest] } };
};

/** As the BaRS examples spell it, with a small s. */
const BARS_ERRORS = 'https://fhir.nhs.uk/Codesystem/http-error-codes';
const BARS_CODE: Partial<Record<number, string>> = {
  400: 'REC_BAD_REQUEST',
  403: 'REC_FORBIDDEN',
  409: 'REC_CONFLICT',
  422: 'REC_UNPROCESSABLE_ENTITY',
};

/** R4 OperationOutcome. `status` adds the error code that BaRS senders look for. */
export function operationOutcome(issues: readonly Issue[], status?: number): OperationOutcome {
  const code = status === undefined ? undefined : BARS_CODE[status];
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(issue => ({
      severity: issue.severity,
      code: issue.code,
      details: {
        ...(code && issue.severity === 'error' ? { coding: [{ system: BARS_ERRORS, code }] } : {}),
        text: issue.text,
      },
      diagnostics: issue.text,
      ...(issue.at === null ? {} : { expression: [issue.at] }),
    })),
  };
}
