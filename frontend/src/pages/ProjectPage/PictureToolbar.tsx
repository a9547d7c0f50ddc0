import { Grid2x2, ImagePlus, Rows3, Ruler, ScanSearch, Tags, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../components/Button/Button';
import { IconButton } from '../../components/IconButton/IconButton';
import type { Asked } from './PictureDialogs';
import type { Selection } from './useSelection';
import styles from './ProjectPage.module.css';

export type View = 'grid' | 'table';

interface Props {
  selection: Selection;
  view: View;
  onView: (view: View) => void;
  onAsk: (asked: Asked) => void;
  onAdd: () => void;
}

function SelectedActions({ selection, onAsk }: Pick<Props, 'selection' | 'onAsk'>) {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles['count']} role="status">
        {t('project.selected', { count: selection.ids.length })}
      </span>
      <Button icon={<Ruler size={16} aria-hidden />} onClick={() => onAsk('scale')}>
        {t('project.setScale')}
      </Button>
      <Button icon={<Tags size={16} aria-hidden />} onClick={() => onAsk('group')}>
        {t('project.setGroup')}
      </Button>
      <Button icon={<Trash2 size={16} aria-hidden />} onClick={() => onAsk('delete')}>
        {t('project.deletePictures')}
      </Button>
      <IconButton label={t('action.clear')} onClick={selection.clear}>
        <X size={17} aria-hidden />
      </IconButton>
    </>
  );
}

function ViewSwitch({ view, onView }: Pick<Props, 'view' | 'onView'>) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('project.view')} className={styles['switch']}>
      <IconButton
        label={t('project.grid')}
        aria-pressed={view === 'grid'}
        onClick={() => onView('grid')}
      >
        <Grid2x2 size={17} aria-hidden />
      </IconButton>
      <IconButton
        label={t('project.table')}
        aria-pressed={view === 'table'}
        onClick={() => onView('table')}
      >
        <Rows3 size={17} aria-hidden />
      </IconButton>
    </div>
  );
}

export function PictureToolbar({ selection, view, onView, onAsk, onAdd }: Props) {
  const { t } = useTranslation();
  const count = selection.ids.length;
  return (
    <div className={styles['toolbar']}>
      {count > 0 ? (
        <SelectedActions selection={selection} onAsk={onAsk} />
      ) : (
        <Button look="quiet" onClick={selection.all}>
          {t('action.selectAll')}
        </Button>
      )}
      <span className={styles['spread']} />
      <ViewSwitch view={view} onView={onView} />
      <Link to="import" className={styles['toImport']}>
        {t('imports.title')}
      </Link>
      <Button icon={<ImagePlus size={17} aria-hidden />} onClick={onAdd} data-testid="add-pictures">
        {t('project.add')}
      </Button>
      <Button
        look="primary"
        icon={<ScanSearch size={17} aria-hidden />}
        onClick={() => onAsk('predict')}
        data-testid="find-cells"
      >
        {count > 0 ? t('project.predictSelected', { count }) : t('project.predict')}
      </Button>
    </div>
  );
}
