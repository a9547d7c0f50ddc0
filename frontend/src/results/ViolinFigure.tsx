import { useTranslation } from 'react-i18next';
import type { CellClass } from '../api/types';
import { ChartFrame } from '../charts/ChartFrame';
import type { Saved } from '../charts/saved';
import { ChartValues } from '../charts/ChartValues';
import { quantile } from '../charts/density';
import { type ViolinGroup, ViolinPlot } from '../charts/ViolinPlot';
import { DefinitionMark } from './Definitions';

interface Props {
  title: string;
  name: string;
  note: string;
  label: string;
  classes: readonly CellClass[];
  groups: readonly ViolinGroup[];
  words: (value: number) => string;
  saved: Saved;
}

/** Violins of a size with their frame, and their quartiles as the table. */
export function ViolinFigure({ title, name, note, groups, saved, ...plot }: Props) {
  const { t } = useTranslation();
  const rows = groups.flatMap((group) =>
    plot.classes.map((one) => {
      const { n = 0, values = [] } = group.byClass[one.name] ?? {};
      const quartiles = [0, 0.25, 0.5, 0.75, 1].map((share) =>
        values.length > 0 ? plot.words(quantile(values, share)) : '–',
      );
      return { key: `${group.name}/${one.name}`, cells: [group.name, one.name, n, ...quartiles] };
    }),
  );
  const words = [t('result.group'), t('statistics.picture.classes'), t('statistics.cellsOf')];
  const head = [...words, t('statistics.least'), '25 %', t('statistics.median'), '75 %', t('statistics.most')]; // prettier-ignore
  return (
    <ChartFrame
      title={title}
      name={name}
      note={note}
      beside={<DefinitionMark term="violin" />}
      values={<ChartValues head={head} rows={rows} />}
      saved={saved}
    >
      {(width) => <ViolinPlot {...plot} groups={groups} width={width} />}
    </ChartFrame>
  );
}
