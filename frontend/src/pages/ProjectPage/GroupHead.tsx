import { useTranslation } from 'react-i18next';
import type { PictureGroup } from './groupPictures';
import type { Selection } from './useSelection';
import styles from './ProjectPage.module.css';

interface Props {
  group: PictureGroup;
  selection: Selection;
}

/** A group's name with a box that selects its pictures. */
export function GroupHead({ group, selection }: Props) {
  const { t } = useTranslation();
  const name = group.name ?? t('project.noGroup');
  const ids = group.pictures.map(({ id }) => id);
  const chosen = ids.filter(selection.has).length;
  return (
    <h2 className={styles['groupHead']}>
      <input
        type="checkbox"
        aria-label={t('project.selectGroup', { name })}
        checked={chosen === ids.length}
        ref={(box) => {
          if (box) box.indeterminate = chosen > 0 && chosen < ids.length;
        }}
        onChange={() => selection.toggleAll(ids)}
      />
      {name}
      <span className="quiet number">{ids.length}</span>
    </h2>
  );
}
