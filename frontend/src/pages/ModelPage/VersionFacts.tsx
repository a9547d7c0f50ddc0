import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '../../api/types';
import { formatNumber, formatScore, formatWhen } from '../../lib/format';
import { confidenceOf } from '../../components/PredictDialog/confidenceOf';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { architectureOf, flattenMetrics, scaleOf } from './manifest';
import styles from './ModelPage.module.css';

function Metrics({ metrics }: { metrics: Record<string, unknown> }) {
  const { t, i18n } = useTranslation();
  const rows = flattenMetrics(metrics);
  if (rows.length === 0) return null;
  return (
    // The card says the few that matter in words; all of them fill several screens.
    <details className={styles['aliases']}>
      <summary>{t('models.allMetrics', { count: rows.length })}</summary>
      <TableFrame>
        <table className={tables['table']}>
          <thead>
            <tr>
              <th>{t('models.measured')}</th>
              <th className={tables['right']}>{t('models.value')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <td>{name}</td>
                <td className={tables['right']}>{formatNumber(value, i18n.language, 4)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </details>
  );
}

/** What a version is made of and how it measured. */
export function VersionFacts({ version }: { version: ModelVersion }) {
  const { t, i18n } = useTranslation();
  const { manifest } = version;
  const scale = scaleOf(manifest);
  const facts = [
    [t('models.detector'), architectureOf(manifest, 'detector') ?? t('models.none')],
    [t('models.classifier'), architectureOf(manifest, 'classifier') ?? t('models.none')],
    [
      t('models.scale'),
      scale === null
        ? '–'
        : t('result.micrometres', { value: formatNumber(scale, i18n.language, 3) }),
    ],
    [t('models.defaultConfidence'), formatScore(confidenceOf(manifest))],
    [t('models.parent'), version.parent ?? '–'],
    [t('models.created'), formatWhen(version.created_at, i18n.language)],
    [t('models.digest'), `${version.digest.slice(0, 16)}…`],
  ] as const;
  return (
    <>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={name === t('models.digest') ? version.digest : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {version.metrics && <Metrics metrics={version.metrics} />}
    </>
  );
}
