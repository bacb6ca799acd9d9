// Collects what is found: equal findings are counted together, with a few examples, so that a large bad feed stays readable.
import { printable } from './printable.ts';
import { type Rule, type Weight, weigh } from './rules.ts';

export type Example = {
  /** Path and query under the feed's address. */
  readonly at: string;
  /** Id of the record it is about, if there is one. */
  readonly record: string | null;
  /** JSON pointer into the answer. */
  readonly pointer: string | null;
};

export type Finding = {
  readonly rule: Rule;
  readonly endpoint: string;
  /** What the official check says of it; null: it does not look, the rule is stricter and ours. */
  readonly official: Weight;
  readonly ours: Weight;
  readonly says: string;
  /** Records it was found in, or answers where it is not about a record. */
  readonly count: number;
  readonly examples: readonly Example[];
};

export type Found = {
  readonly rule: Rule;
  readonly says: string;
  readonly at: string;
  readonly record?: string | null;
  readonly pointer?: string | null;
  /** The official check does not look here, whatever the rule. */
  readonly oursOnly?: boolean;
};

export type Endpoint = { readonly path: string; readonly required: boolean };

export type Ledger = {
  add(endpoint: Endpoint, found: Found): void;
  findings(): readonly Finding[];
  /** Findings left out because there were too many kinds. */
  leftOut(): number;
};

const EXAMPLES = 3;
const KINDS = 400;

type Kind = Finding & { count: number; readonly examples: Example[]; readonly met: Set<string> };

export function openLedger(): Ledger {
  const kinds = new Map<string, Kind>();
  let leftOut = 0;
  const add = (endpoint: Endpoint, found: Found): void => {
    const key = [found.rule, endpoint.path, printable(found.says), anyIndex(found.pointer ?? '')].join('\n');
    const known = kinds.get(key);
    if (known) meetAgain(known, found);
    else if (kinds.size < KINDS) kinds.set(key, kindOf(endpoint, found));
    else leftOut += 1;
  };
  const findings = () => [...kinds.values()].map(({ met: _, ...finding }) => finding);
  return { add, findings, leftOut: () => leftOut };
}

const subjectOf = (found: Found): string => found.record ?? found.at;

function kindOf({ path, required }: Endpoint, found: Found): Kind {
  const { official, ours } = weigh(found.rule, required);
  return {
    rule: found.rule,
    endpoint: path,
    official: found.oursOnly ? null : official,
    ours,
    says: printable(found.says),
    count: 1,
    examples: [exampleOf(found)],
    met: new Set([subjectOf(found)]),
  };
}

/** A record is met on several pages and asked for twice; it counts once. */
function meetAgain(kind: Kind, found: Found): void {
  const subject = subjectOf(found);
  if (kind.met.has(subject)) return;
  kind.met.add(subject);
  kind.count += 1;
  if (kind.examples.length < EXAMPLES) kind.examples.push(exampleOf(found));
}

const exampleOf = ({ at, record, pointer }: Found): Example => ({
  at: printable(at),
  record: record ? printable(record, 80) : null,
  pointer: pointer ? printable(pointer) : null,
});

/** `/contents/3/url` and `/contents/7/url` are one kind of finding. */
const anyIndex = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*');
