import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { usePicture } from '../../api/queries/pictures';
import { useProject } from '../../api/queries/projects';
import { useDisagreements } from '../../api/queries/readings';
import type { Picture } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { may } from '../../lib/roles';
import { AgreementFrame } from './AgreementFrame';

/** Two people's labels of one picture held against each other; `?first=` and `?second=` name readings. */
export default function AgreementPage() {
  const { t } = useTranslation();
  const { imageId = '' } = useParams();
  const picture = usePicture(imageId);
  return (
    <QueryView query={picture} missing={t('viewer.failed')}>
      {(data) => <Compared key={data.id} picture={data} />}
    </QueryView>
  );
}

function Compared({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const sides = {
    first: search.get('first') ?? undefined,
    second: search.get('second') ?? undefined,
  };
  const disagreements = useDisagreements(picture.id, sides);
  const role = useProject(picture.project_id).data?.role;
  return (
    <QueryView query={disagreements} missing={t('agreement.nothing')}>
      {(found) => (
        <AgreementFrame
          key={disagreements.dataUpdatedAt}
          picture={picture}
          sides={sides}
          found={found}
          mayDecide={may(role, 'reviewer')}
        />
      )}
    </QueryView>
  );
}
