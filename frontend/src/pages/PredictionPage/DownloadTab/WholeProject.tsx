import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wanted } from '../../../api/queries/statistics';
import { FileLinks, FileSection } from './FileSection';
import { archiveUrl } from '../../../results/files';
import results from '../../../results/Results.module.css';

interface Props {
  id: string;
  projectId: string;
  wanted: Wanted;
}

/** The project of the prediction as one zip, with the uploaded pictures or without them. */
export function WholeProject({ id, projectId, wanted }: Props) {
  const { t, i18n } = useTranslation();
  const [pictures, setPictures] = useState(false);
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  const href = archiveUrl(projectId, wanted, {
    prediction_id: id,
    pictures: String(pictures),
    language,
  });
  return (
    <FileSection
      title={t('statistics.download.project')}
      hint={t('statistics.download.projectHint')}
    >
      <FileLinks name={t('statistics.download.everything')} files={[{ label: 'ZIP', href }]} />
      <li>
        <label className={results['small']}>
          <input
            type="checkbox"
            checked={pictures}
            onChange={(event) => setPictures(event.target.checked)}
          />{' '}
          {t('statistics.download.withPictures')}
        </label>
      </li>
    </FileSection>
  );
}
