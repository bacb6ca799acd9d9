// What reading a message needs to know: the shapes of FHIR R4 and our codes of interventions. Read from seeds/ when first needed.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { readShapes, type Shapes } from './message/r4-shapes.ts';

export type Knowledge = { readonly shapes: Shapes; readonly interventions: ReadonlyMap<string, string> };

const FILE = new URL('../../../seeds/content/intervention-types.csv', import.meta.url);

/** Code → label. Constant files: read once a process, in about 10 ms. */
export function knowledgeReader(): () => Knowledge {
  let known: Knowledge | null = null;
  return () => {
    known ??= { shapes: readShapes(), interventions: readInterventions() };
    return known;
  };
}

function readInterventions(): ReadonlyMap<string, string> {
  const rows = parse(readFileSync(FILE, 'utf8'), { columns: true }) as { code: string; label: string }[];
  return new Map(rows.map(row => [row.code, row.label]));
}
