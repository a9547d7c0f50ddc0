import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DefinitionMark } from '../../../results/Definitions';
import { type Metric } from '../../../results/metrics';
import { useMetricWords } from '../../../results/useMetricWords';
import { LongBody } from '../../../components/LongBody/LongBody';
import { TableFrame } from '../../../components/TableFrame/TableFrame';
import tables from '../../../theme/table.module.css';
import type { Both } from '../StatisticsView';
import { type Section, sectionsOf } from './columns';
import { asListed, nextOrder, type Order, sorted } from './sorting';
import { StatisticsRow } from './StatisticsRow';
import styles from '../../../results/Results.module.css';

interface HeadProps {
  sections: readonly Section[];
  order: Order;
  onOrder: (order: Order) => void;
}

function SortHead({
  metric,
  begins,
  order,
  onOrder,
}: { metric: Metric; begins: boolean } & Omit<HeadProps, 'sections'>) {
  const { nameOf, shortOf } = useMetricWords();
  const chosen = order.metric?.name === metric.name;
  const Arrow = order.falling ? ArrowDown : ArrowUp;
  const direction = order.falling ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={`${tables['right']} ${begins ? styles['begins'] : ''}`}
      aria-sort={chosen ? direction : undefined}
    >
      <button
        type="button"
        className={styles['sort']}
        onClick={() => onOrder(nextOrder(order, metric))}
        title={nameOf(metric)}
        aria-label={nameOf(metric)}
      >
        {shortOf(metric)} {chosen && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  );
}

function Head({ sections, ...ordering }: HeadProps) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th className={styles['first']} />
        <th />
        {sections.map(({ name, term, metrics }) => (
          <th key={name} colSpan={metrics.length} scope="colgroup" className={styles['begins']}>
            <span className={styles['pick']}>
              {t(`statistics.section.${name}`)}
              <DefinitionMark term={term} />
            </span>
          </th>
        ))}
      </tr>
      <tr>
        <th scope="col" className={styles['first']}>
          {t('result.picture')}
        </th>
        <th scope="col">{t('result.group')}</th>
        {sections.map(({ metrics }) =>
          metrics.map((metric, place) => (
            <SortHead key={metric.name} metric={metric} begins={place === 0} {...ordering} />
          )),
        )}
      </tr>
    </thead>
  );
}

/** A row a picture, a column a number; sorts by any of them. */
export function StatisticsTable({ shown, predicted }: Both) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<Order>(asListed);
  const sections = sectionsOf(shown);
  const pictures = sorted(shown.images, order);
  const columns = sections.reduce((sum, { metrics }) => sum + metrics.length, 2);
  const before = new Map(predicted?.images.map((one) => [one.image_id, one]));
  return (
    <section className={styles['section']}>
      <h2>{t('statistics.perPicture')}</h2>
      <TableFrame>
        <table
          className={`${tables['table']} ${styles['wide']}`}
          aria-label={t('statistics.perPicture')}
          aria-rowcount={pictures.length + 2}
          data-testid="statistics-table"
        >
          <Head sections={sections} order={order} onOrder={setOrder} />
          <LongBody items={pictures} columns={columns}>
            {(picture, place) => (
              <StatisticsRow
                key={picture.image_id}
                rowIndex={place + 3}
                predictionId={shown.prediction_id}
                picture={picture}
                before={before.get(picture.image_id) ?? null}
                sections={sections}
                classes={shown.classes}
              />
            )}
          </LongBody>
        </table>
      </TableFrame>
      <p className={styles['small']}>{t('statistics.dashHint')}</p>
    </section>
  );
}
