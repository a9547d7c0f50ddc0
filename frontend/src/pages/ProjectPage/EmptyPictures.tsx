import { ImagePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import styles from './ProjectPage.module.css';

export function EmptyPictures({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles['emptyDrop']}>
      <EmptyState
        icon={<ImagePlus size={44} />}
        title={t('project.empty')}
        hint={t('project.emptyHint')}
      >
        <Button look="primary" onClick={onAdd} data-testid="add-pictures">
          {t('project.add')}
        </Button>
      </EmptyState>
    </div>
  );
}
