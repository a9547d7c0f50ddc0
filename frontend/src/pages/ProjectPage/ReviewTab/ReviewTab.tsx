import { ClipboardCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLabelled } from '../../../api/queries/labelling';
import { useProjectPresence } from '../../../api/queries/members';
import { usePictures } from '../../../api/queries/pictures';
import { useProjectReadings } from '../../../api/queries/readings';
import type { Project } from '../../../api/types';
import { EmptyState } from '../../../components/EmptyState/EmptyState';
import { SelectField } from '../../../components/Field/Field';
import { QueriesView } from '../../../components/QueryView/QueriesView';
import styles from '../ProjectPage.module.css';
import { ReviewTable } from './ReviewTable';
import { countOf, type Filter, filters, isFilter, reviewRows } from './reviewRows';

const EVERYTHING: Filter = 'all';

interface ChoiceProps {
  filter: Filter;
  counts: Record<Filter, number>;
}

function FilterChoice({ filter, counts }: ChoiceProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const choose = (wanted: string) => {
    search.set('state', wanted);
    setSearch(search, { replace: true });
  };
  return (
    <SelectField
      label={t('reviews.show')}
      value={filter}
      onChange={(event) => choose(event.target.value)}
    >
      {filters.map((one) => (
        <option key={one} value={one}>
          {t(`reviews.filter.${one}`)} ({counts[one]})
        </option>
      ))}
    </SelectField>
  );
}

/** What waits for review, who has read which picture, and who has which one open. */
export function ReviewTab({ project }: { project: Project }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const pictures = usePictures(project.id);
  const labelled = useLabelled(project.id);
  const readings = useProjectReadings(project.id);
  const present = useProjectPresence(project.id).data ?? [];
  const wanted = search.get('state');
  const filter = isFilter(wanted) ? wanted : EVERYTHING;
  return (
    <QueriesView queries={{ pictures, labelled, readings }}>
      {(known) => {
        const rows = reviewRows({ ...known, present });
        const shown = rows.filter(({ kinds }) => kinds.has(filter));
        return (
          <div className={styles['pictures']}>
            <div className={styles['choice']}>
              <FilterChoice filter={filter} counts={countOf(rows)} />
            </div>
            {shown.length === 0 ? (
              <EmptyState
                icon={<ClipboardCheck size={40} />}
                title={t('reviews.empty')}
                hint={t('reviews.emptyHint')}
              />
            ) : (
              <ReviewTable rows={shown} />
            )}
          </div>
        );
      }}
    </QueriesView>
  );
}
