// Where the points of a map go: a projection that fits them all, and one mark for those that would cover each other.
import type { FactPlace } from '#directory';
import type { Point } from '#kernel';
import { inKm } from '../search-form.ts';

export type Marker = {
  readonly x: number;
  readonly y: number;
  /** Of the services here, in order. */
  readonly numbers: readonly number[];
  readonly exact: boolean;
};

type Numbered = { readonly number: number; readonly places: readonly FactPlace[] };
type Size = { readonly width: number; readonly height: number };
export type Marks = {
  readonly marks: readonly Marker[];
  readonly from: { readonly x: number; readonly y: number } | null;
  /** In units of the drawing. */
  readonly mile: number;
};

const MARGIN = 45;
const TOUCHING = 26;
const KM_A_DEGREE = 111.195;
/** However few points there are, the map shows at least this much. */
const LEAST_KM = 0.6;

/** Equirectangular around the middle: true enough over the few miles of a list. Null when nothing has a place. */
export function marksOf(services: readonly Numbered[], from: Point | null, size: Size): Marks | null {
  const placed = services.flatMap(({ number, places }) => places.map(place => ({ ...place, number })));
  if (placed.length === 0) return null;
  const points: readonly Point[] = from ? [...placed, from] : placed;
  const [south, north] = rangeOf(points.map(({ latitude }) => latitude));
  const [west, east] = rangeOf(points.map(({ longitude }) => longitude));
  const [middleNorth, middleEast] = [(south + north) / 2, (west + east) / 2];
  const kmEast = KM_A_DEGREE * Math.cos((middleNorth * Math.PI) / 180);
  const scale = Math.min(
    (size.width - 2 * MARGIN) / Math.max((east - west) * kmEast, LEAST_KM),
    (size.height - 2 * MARGIN) / Math.max((north - south) * KM_A_DEGREE, LEAST_KM),
  );
  const project = ({ latitude, longitude }: Point) => ({
    x: Math.round(size.width / 2 + (longitude - middleEast) * kmEast * scale),
    y: Math.round(size.height / 2 - (latitude - middleNorth) * KM_A_DEGREE * scale),
  });
  const marks: Marker[] = [];
  for (const place of placed) join(marks, { ...project(place), numbers: [place.number], exact: place.exact });
  return { marks, from: from ? project(from) : null, mile: inKm(1) * scale };
}

const rangeOf = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];

/** Beside another mark that it would cover, it joins that one. */
function join(marks: Marker[], added: Marker): void {
  const at = marks.findIndex(
    mark =>
      mark.exact === added.exact &&
      Math.abs(mark.x - added.x) < TOUCHING &&
      Math.abs(mark.y - added.y) < TOUCHING,
  );
  const mark = marks[at];
  if (mark === undefined) marks.push(added);
  else marks[at] = { ...mark, numbers: [...new Set([...mark.numbers, ...added.numbers])] };
}

const STEPS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 200];

/** The longest round number of miles that is no longer than asked. */
export const roundMiles = (most: number): number => STEPS.filter(step => step <= most).at(-1) ?? 0.1;

const RUN = 3;
const PARTS_A_LINE = 4;

/** The numbers of a mark, in a few short lines: 1, 2, 3, 7 as '1–3, 7'. */
export function linesOf(numbers: readonly number[]): readonly string[] {
  const runs: number[][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else runs.push([number]);
  }
  const parts = runs.flatMap(run => (run.length >= RUN ? [`${run[0]}–${run.at(-1)}`] : run.map(String)));
  const lines: string[] = [];
  for (let at = 0; at < parts.length; at += PARTS_A_LINE)
    lines.push(parts.slice(at, at + PARTS_A_LINE).join(', '));
  return lines;
}
