import { useTranslation } from 'react-i18next';
import { isFinal } from '../../../api/jobEvents';
import type { Wanted } from '../../../api/queries/statistics';
import type { Prediction } from '../../../api/types';
import { Notice } from '../../../components/Notice/Notice';
import { SettingsBar } from '../../../results/SettingsBar';
import { useResultSettings } from '../../../results/useResultSettings';
import { groupNames } from '../groupNames';
import { FigureFiles } from './FigureFiles';
import { FileLinks, FileSection } from './FileSection';
import { WholeProject } from './WholeProject';
import {
  exportUrl,
  formatNames,
  labelFormats,
  reportUrl,
  tableFormats,
  tableKinds,
} from '../../../results/files';
import results from '../../../results/Results.module.css';

interface Props {
  id: string;
  wanted: Wanted;
}

function Tables({ id, wanted }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  const all = { label: 'XLSX', href: exportUrl(id, wanted, { format: 'xlsx', language }) };
  return (
    <FileSection title={t('statistics.download.tables')} hint={t('statistics.download.tablesHint')}>
      <FileLinks name={t('statistics.download.workbook')} files={[all]} />
      {tableKinds.map((what) => (
        <FileLinks
          key={what}
          name={t(`statistics.download.what.${what}`)}
          files={tableFormats.map((format) => ({
            label: format.toUpperCase(),
            href: exportUrl(id, wanted, { format, language, what }),
          }))}
        />
      ))}
    </FileSection>
  );
}

function Boxes({ id, wanted }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  return (
    <FileSection title={t('statistics.download.labels')} hint={t('statistics.download.labelsHint')}>
      {labelFormats.map((format) => (
        <FileLinks
          key={format}
          name={formatNames[format]}
          files={[
            { label: t('action.download'), href: exportUrl(id, wanted, { format, language }) },
          ]}
        />
      ))}
    </FileSection>
  );
}

function Report({ id, wanted }: Props) {
  const { t } = useTranslation();
  const files = (['en', 'zh'] as const).map((language) => ({
    label: t(`statistics.download.reportIn.${language}`),
    href: reportUrl(id, wanted, language),
  }));
  return (
    <FileSection title={t('statistics.download.report')} hint={t('statistics.download.reportHint')}>
      <FileLinks name="PDF" files={files} />
    </FileSection>
  );
}

/** Everything of a result as files, computed as the reader asked. */
export function DownloadTab({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation();
  const [wanted, change] = useResultSettings();
  const { id, project_id: projectId, state } = prediction;
  return (
    <div className={results['stack']} data-testid="downloads">
      <SettingsBar wanted={wanted} onChange={change} groups={groupNames(prediction)} />
      {!isFinal(state) && <Notice tone="warn">{t('statistics.download.notFinished')}</Notice>}
      <Report id={id} wanted={wanted} />
      <Tables id={id} wanted={wanted} />
      <Boxes id={id} wanted={wanted} />
      <FigureFiles id={id} wanted={wanted} />
      {projectId != null && <WholeProject id={id} projectId={projectId} wanted={wanted} />}
    </div>
  );
}
