import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useSendImport } from '../../api/queries/labelImports';
import { FileButton } from '../../components/FileButton/FileButton';
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
  const take = (file: File) =>
    send.mutate(file, { onSuccess: (id) => void navigate(`/imports/${id}`) });
  return (
    <>
      <PageHead title={t('imports.title')} parent={<ProjectLink id={projectId} tab="pictures" />} />
      <div className={styles['page']}>
        <p>{t('imports.hint')}</p>
        <FileButton
          label={t('imports.choose')}
          accept=".zip,.json,.geojson,.xml,.txt"
          busy={send.isPending}
          onFile={take}
          data-testid="import-labels"
        />
        {send.isPending && <Loading />}
        {send.error && <ProblemNotice error={send.error} />}
      </div>
    </>
  );
}
