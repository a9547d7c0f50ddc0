import type { DifferenceKind } from '../../../api/types';
import { haloColours } from '../../../cells/colours';
import { differenceLooks } from '../../../cells/drawDifferences';

/** A box as the canvas draws it for a kind. */
export function KindSample({ kind }: { kind: DifferenceKind }) {
  const { colour, dash, width, badge } = differenceLooks[kind];
  return (
    <svg width={34} height={28} viewBox="0 0 34 28" aria-hidden>
      <rect x={9} y={8} width={22} height={17} fill="none" stroke="#fff" strokeWidth={width + 2} />
      <rect
        x={9}
        y={8}
        width={22}
        height={17}
        fill="none"
        stroke={colour}
        strokeWidth={width}
        strokeDasharray={dash.join(' ')}
      />
      {badge !== null && (
        <>
          <circle cx={9} cy={8} r={7} fill={colour} stroke={haloColours.light} />
          <text x={9} y={12} fill="#fff" fontSize={11} fontWeight={700} textAnchor="middle">
            {badge}
          </text>
        </>
      )}
    </svg>
  );
}
