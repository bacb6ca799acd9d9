// The verdict as a page of plain text: the summary first, then what was looked at, the filters, and findings by endpoint.
import type { Finding } from './ledger.ts';
import { printable } from './printable.ts';
import { RULES } from './rules.ts';
import { STANDARDS } from './standard.ts';
import type { Verdict } from './verdict.ts';

const OFFICIAL = {
  pass: 'pass',
  'pass-with-warnings': 'pass, with warnings',
  fail: 'fail',
} as const;

/** Ends with a newline. */
export function reportOf(verdict: Verdict): string {
  const parts = [
    summary(verdict),
    endpointLines(verdict),
    featureLines(verdict),
    ...findingParts(verdict.findings),
    verdict.notes.length > 0 ? ['Notes', ...verdict.notes.map(note => `  ${note}`)] : [],
  ];
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function summary(verdict: Verdict): string[] {
  const { url, outcome, because, standard, version, official, strict, findings } = verdict;
  const lines = [`Open Referral check of ${url}`, ''];
  if (outcome === 'cannot-check') lines.push(`Cannot be checked. ${because}`);
  else {
    const count = (test: (finding: Finding) => boolean) => findings.filter(test).length;
    const errors = count(one => one.official === 'error');
    const warnings = count(one => one.official === 'warning');
    const ours = count(isStricter);
    lines.push(
      `Official rules: ${official ? OFFICIAL[official] : ''} (${errors} kinds of error, ${warnings} of warning)`,
      `Our rules:      ${strict} (${ours} kinds of finding that are stricter than the official check)`,
    );
  }
  if (standard) {
    const says = version === null ? 'the feed tells no version' : `the feed says "${version}"`;
    lines.push(
      `Standard:       ${STANDARDS[standard].title} (${says})`,
      `Requests:       ${verdict.requests}`,
    );
  }
  return lines;
}

/** The official check does not look, or only warns where we call it an error. */
const isStricter = ({ official, ours }: Finding): boolean =>
  ours !== null && (official === null || (official === 'warning' && ours === 'error'));

function endpointLines({ endpoints }: Verdict): string[] {
  if (endpoints.length === 0) return [];
  return [
    'Endpoints',
    ...endpoints.map(({ endpoint, required, pages, listed, total, opened }) => {
      const of = total === null ? '' : ` of ${total}`;
      const what =
        pages === 0
          ? 'no list'
          : `${listed}${of} records on ${pages} page${pages === 1 ? '' : 's'}, ${opened} opened by id`;
      return `  ${endpoint.padEnd(24)}${(required ? 'required' : 'optional').padEnd(10)}${what}`;
    }),
  ];
}

function featureLines({ features }: Verdict): string[] {
  if (features.length === 0) return [];
  const RESULTS = { works: 'works', fails: 'FAILS', 'not-tested': 'not tested' } as const;
  return [
    'Filters, tried with values of the feed’s own records',
    ...features.flatMap(({ name, endpoint, result, says, query }) => {
      const why = result === 'not-tested' && query === null ? `for lack of data: ${says}` : says;
      const asked = query ? [`      ${printable(`${endpoint}?${new URLSearchParams(query)}`)}`] : [];
      return [`  ${name.padEnd(24)}${RESULTS[result].padEnd(12)}${printable(why)}`, ...asked];
    }),
  ];
}

function findingParts(findings: readonly Finding[]): string[][] {
  const endpoints = [...new Set(findings.map(({ endpoint }) => endpoint))].sort();
  return endpoints.map(endpoint => {
    const of = findings.filter(one => one.endpoint === endpoint).sort((a, b) => rank(a) - rank(b));
    return [`Findings at ${endpoint}`, ...of.flatMap(findingLines)];
  });
}

const rank = ({ official, ours }: Finding): number =>
  official === 'error' ? 0 : official === 'warning' ? 1 : ours === 'error' ? 2 : 3;

function findingLines(finding: Finding): string[] {
  const { official, ours, says, count, examples, rule } = finding;
  const [one] = examples;
  const field = one?.pointer ? ` at ${one.pointer.replace(/\/\d+(?=\/|$)/g, '/*')}` : '';
  const label = official ? official.toUpperCase() : `OURS, ${ours}`;
  const times = count === 1 ? 'once' : `${count} times`;
  const more =
    official === null
      ? '; stricter than the official check'
      : official === 'warning' && ours === 'error'
        ? '; an error by our rules'
        : '';
  return [
    `  ${label.padEnd(14)}${says}${field} (${times}${more})`,
    `      rule: ${RULES[rule].asks} [${rule}]`,
    ...examples.map(({ at, record, pointer }) =>
      ['      e.g.', record ? `record ${record}` : '', at, pointer ?? ''].filter(Boolean).join(' '),
    ),
  ];
}
