// A map of one page of results, drawn here: points with the numbers of the list, and no request to anybody.
import type { ReactElement } from 'react';
import type { FoundService, FoundServices } from '#directory';
import { linesOf, type Marker, marksOf, roundMiles } from './marks.ts';

/** About as wide as a phone, so that the numbers can be read there; the style sheet keeps it from growing much. */
const WIDTH = 400;
const HEIGHT = 320;
const LINE = 18;
const LETTER = 9.5;

const within = (at: number, half: number, size: number): number =>
  Math.max(half + 1, Math.min(size - half - 1, at));

const Point = ({ mark }: { mark: Marker }): ReactElement => {
  const lines = linesOf(mark.numbers);
  const half = Math.max(14, 7 + (Math.max(...lines.map(line => line.length)) * LETTER) / 2);
  const tall = 14 + ((lines.length - 1) * LINE) / 2;
  const [x, y] = [within(mark.x, half, WIDTH), within(mark.y, tall, HEIGHT)];
  return (
    <g>
      {mark.exact ? null : (
        <circle
          cx={mark.x}
          cy={mark.y}
          r={30}
          fill="#005eb8"
          fillOpacity="0.15"
          stroke="#005eb8"
          strokeDasharray="4 3"
        />
      )}
      <rect
        x={x - half}
        y={y - tall}
        width={half * 2}
        height={tall * 2}
        rx={14}
        fill="#005eb8"
        stroke="#ffffff"
        strokeWidth="2"
      />
      {lines.map((line, at) => (
        <text
          key={line}
          x={x}
          y={y - tall + 19 + at * LINE}
          textAnchor="middle"
          fontSize="16"
          fontWeight="600"
          fill="#ffffff"
        >
          {line}
        </text>
      ))}
    </g>
  );
};

type Props = { readonly found: FoundServices; readonly first: number };

/** Nothing when no service on the page has a place. The list below it says the same in words. */
export const ResultsMap = ({ found, first }: Props): ReactElement | null => {
  const numbered = found.services.map((service: FoundService, index) => ({
    number: first + index,
    places: service.places,
  }));
  const map = marksOf(numbered, found.place?.point ?? null, { width: WIDTH, height: HEIGHT });
  if (map === null) return null;
  const { marks, from, mile } = map;
  const miles = roundMiles((WIDTH * 0.25) / mile);
  return (
    <figure className="fb-map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="map-title map-words">
        <title id="map-title">Where the services on this page are</title>
        <desc id="map-words">
          The numbers are those of the list below, which says how far away each service is. North is up.
        </desc>
        <rect width={WIDTH} height={HEIGHT} fill="#f0f4f5" />
        {from === null ? null : (
          <g stroke="#d5281b" strokeWidth="4">
            <line x1={from.x - 10} y1={from.y} x2={from.x + 10} y2={from.y} />
            <line x1={from.x} y1={from.y - 10} x2={from.x} y2={from.y + 10} />
          </g>
        )}
        {marks.map(mark => (
          <Point key={mark.numbers.join()} mark={mark} />
        ))}
        <g stroke="#212b32" strokeWidth="2">
          <line x1={16} y1={HEIGHT - 14} x2={16 + miles * mile} y2={HEIGHT - 14} />
        </g>
        <text x={16} y={HEIGHT - 22} fontSize="16" fill="#212b32">
          {miles} {miles === 1 ? 'mile' : 'miles'}
        </text>
      </svg>
      <figcaption>
        The numbers are those of the list. {from === null ? '' : `The cross is ${found.place?.label}. `}
        {marks.some(mark => !mark.exact) ? 'A dotted ring is only the area of a confidential address. ' : ''}
        North is up.
      </figcaption>
    </figure>
  );
};
