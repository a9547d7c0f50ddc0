import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { thumbnailUrl } from '../../../api/urls';
import type { CellClass, PictureStatistics, Statistics } from '../../../api/types';
import { LabelBadge } from '../../../components/LabelBadge/LabelBadge';
import { LongBody } from '../../../components/LongBody/LongBody';
import type { Metric } from '../../../results/metrics';
import { Missing, Value } from '../../../results/Value';
import { useMetricWords } from '../../../results/useMetricWords';
import results from '../../../results/Results.module.css';
import { TableFrame } from '../../../components/TableFrame/TableFrame';
import tables from '../../../theme/table.module.css';
import { WarningMark } from '../../PredictionPage/WarningMark';
import { type LabelledMap, warningsOf } from './filter';
import { type Column, nextSort, ordered, parseSort, type Row, rowsOf } from './order';

interface Props {
  shown: Statistics;
  other: Statistics | null;
  pictures: readonly PictureStatistics[];
  metric: Metric;
  toOf: (imageId: string) => string;
  labelled: LabelledMap;
  sort: string | null;
  onSort: (sort: string | null) => void;
}

interface HeadProps extends Pick<Props, 'sort' | 'onSort'> {
  column: Column;
  right?: boolean;
  children: ReactNode;
}

function SortHead({ column, right = false, sort, onSort, children }: HeadProps) {
  const parsed = parseSort(sort);
  const chosen = parsed?.column === column ? parsed : null;
  const Arrow = chosen?.falling ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={right ? tables['right'] : undefined}
      aria-sort={chosen ? (chosen.falling ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={results['sort']}
        onClick={() => onSort(nextSort(sort, column))}
      >
        {children} {chosen && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  );
}

interface RowProps extends Pick<Props, 'metric' | 'toOf' | 'labelled'> {
  row: Row;
  rowIndex: number;
  compared: boolean;
  /** Of the first side, and of the second. */
  classes: readonly (readonly CellClass[])[];
}

function SecondCells({ row, metric, classes }: RowProps) {
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const words = (value: number) => write(metric.kind, value);
  const missing = <Missing reason={t('dashboard.noDifference')} />;
  const { second, difference } = row;
  return (
    <>
      <td className={tables['right']}>
        {second ? (
          <Value picture={second} metric={metric} classes={classes[1] ?? []} words={words} />
        ) : (
          <Missing reason={t('dashboard.notInSecond')} />
        )}
      </td>
      <td className={tables['right']} data-testid="difference">
        {difference === null ? missing : (difference > 0 ? '+' : '') + words(difference)}
      </td>
    </>
  );
}

function PointRow(props: RowProps) {
  const { row, rowIndex, metric, toOf, labelled, compared, classes } = props;
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const { pathname, search } = useLocation();
  const { image_id: id, filename, group, state } = row.picture;
  return (
    <tr aria-rowindex={rowIndex} data-testid="dashboard-row" data-image={id} data-state={state}>
      <td>
        <Link to={toOf(id)} state={{ back: pathname + search }} className={tables['thing']}>
          <img src={thumbnailUrl(id)} alt="" loading="lazy" width={40} height={40} />
          <span>{filename}</span>
          <WarningMark warnings={warningsOf(row.picture)} />
        </Link>
      </td>
      <td>{group ?? '–'}</td>
      <td className={tables['right']}>
        <Value
          picture={row.picture}
          metric={metric}
          classes={classes[0] ?? []}
          words={(value) => write(metric.kind, value)}
        />
      </td>
      {compared && <SecondCells {...props} />}
      <td>
        {state === 'failed' ? (
          <span className={results['failed']}>{t('result.failed')}</span>
        ) : state === 'queued' ? (
          <span className="quiet">{t('result.notReady')}</span>
        ) : (
          <LabelBadge labelled={labelled.get(id)} />
        )}
      </td>
    </tr>
  );
}

/** The pictures behind the points, those without a point too: failed, or without the number. */
export function PointTable(props: Props) {
  const { shown, other, pictures, metric, sort, onSort, ...rest } = props;
  const { t } = useTranslation();
  const { nameOf } = useMetricWords();
  const rows = ordered(rowsOf(pictures, other?.images ?? [], metric), sort);
  const sorting = { sort, onSort };
  const compared = other !== null;
  const classes = [shown.classes, other?.classes ?? []];
  return (
    <TableFrame>
      <table
        className={tables['table']}
        aria-rowcount={rows.length + 1}
        data-testid="dashboard-table"
      >
        <thead>
          <tr>
            <SortHead column="picture" {...sorting}>
              {t('result.picture')}
            </SortHead>
            <SortHead column="group" {...sorting}>
              {t('result.group')}
            </SortHead>
            <SortHead column="value" right {...sorting}>
              {nameOf(metric)}
            </SortHead>
            {compared && (
              <>
                <SortHead column="second" right {...sorting}>
                  {t('dashboard.second')}
                </SortHead>
                <SortHead column="difference" right {...sorting}>
                  {t('dashboard.difference')}
                </SortHead>
              </>
            )}
            <th scope="col">{t('dashboard.review')}</th>
          </tr>
        </thead>
        <LongBody items={rows} columns={compared ? 6 : 4}>
          {(row, place) => (
            <PointRow
              key={row.picture.image_id}
              row={row}
              rowIndex={place + 2}
              metric={metric}
              compared={compared}
              classes={classes}
              {...rest}
            />
          )}
        </LongBody>
      </table>
    </TableFrame>
  );
}
