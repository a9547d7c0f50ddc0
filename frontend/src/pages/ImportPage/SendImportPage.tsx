import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useSendImport } from '../../api/queries/labelImports';
import { Loading } from '../../components/Loading/Loading';
import { PageHead } from '../../components/PageHead/PageHead';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { ProjectLink } from '../../components/UpLink/UpLink';
import styles from './ImportPage.module.css';

/** Choose a file of labels; what is in it is shown on the page of its import. */
export function SendImportPage() {
  const { t } = useTranslation();
  const { projectId = '' } = useParams();
  const navigate = useNavigate();
  const send = useSendImport(projectId);
  const choose = (files: FileList | null) => {
    const file = files?.[0];
    if (file) send.mutate(file, { onSuccess: (id) => void navigate(`/imports/${id}`) });
  };
  return (
    <>
      <PageHead title={t('imports.title')} parent={<ProjectLink id={projectId} tab="pictures" />} />
      <div className={styles['page']}>
        <p>{t('imports.hint')}</p>
        <label className={styles['section']}>
          <span>{t('imports.choose')}</span>
          <input
            type="file"
            accept=".zip,.json,.geojson,.xml,.txt"
            disabled={send.isPending}
            onChange={(event) => choose(event.target.files)}
            data-testid="import-labels"
          />
        </label>
        {send.isPending && <Loading />}
        {send.error && <ProblemNotice error={send.error} />}
      </div>
    </>
  );
}
