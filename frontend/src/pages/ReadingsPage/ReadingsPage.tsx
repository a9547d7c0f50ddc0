import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useLabelled } from '../../api/queries/labelling';
import { usePicture } from '../../api/queries/pictures';
import { useProject } from '../../api/queries/projects';
import { useReadings } from '../../api/queries/readings';
import type { Picture, Reading } from '../../api/types';
import { PageHead } from '../../components/PageHead/PageHead';
import { QueryView } from '../../components/QueryView/QueryView';
import { ProjectLink } from '../../components/UpLink/UpLink';
import { may } from '../../lib/roles';
import { pageLabel } from '../../lib/format';
import { BeginReading } from './BeginReading';
import { CompareForm } from './CompareForm';
import { ReadingTable } from './ReadingTable';
import styles from './ReadingsPage.module.css';

/** Who has labelled a picture apart from the others, one's own reading of it, and the way to hold two side by side. */
export function ReadingsPage() {
  const { t } = useTranslation();
  const { imageId = '' } = useParams();
  const picture = usePicture(imageId);
  return (
    <QueryView query={picture} missing={t('viewer.failed')}>
      {(data) => <Readings key={data.id} picture={data} />}
    </QueryView>
  );
}

function Readings({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const readings = useReadings(picture.id);
  const name = picture.filename + pageLabel(picture.page, picture.pages);
  const parent = <ProjectLink id={picture.project_id} tab="review" />;
  return (
    <>
      <PageHead title={t('readings.title', { name })} parent={parent} />
      <QueryView query={readings}>{(list) => <Parts picture={picture} list={list} />}</QueryView>
    </>
  );
}

function Parts({ picture, list }: { picture: Picture; list: readonly Reading[] }) {
  const { t } = useTranslation();
  const role = useProject(picture.project_id).data?.role;
  const labelled = useLabelled(picture.project_id).data;
  const own = labelled?.find((one) => one.image_id === picture.id);
  const mine = list.find((one) => one.mine);
  return (
    <div className={styles['parts']}>
      <p>{t('readings.text')}</p>
      <ReadingTable picture={picture} list={list} own={own} role={role} />
      {mine === undefined && may(role, 'annotator') && <BeginReading picture={picture} />}
      <CompareForm imageId={picture.id} list={list} own={own} isReading={mine?.state === 'draft'} />
    </div>
  );
}
