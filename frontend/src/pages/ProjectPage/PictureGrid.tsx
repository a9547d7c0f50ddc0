import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { thumbnailUrl } from '../../api/urls';
import type { Labelled, Picture } from '../../api/types';
import { LabelBadge } from '../../components/LabelBadge/LabelBadge';
import { formatNumber, pageLabel } from '../../lib/format';
import { GroupHead } from './GroupHead';
import type { PictureGroup } from './groupPictures';
import type { Selection } from './useSelection';
import styles from './ProjectPage.module.css';

interface Props {
  groups: PictureGroup[];
  selection: Selection;
  labelled: ReadonlyMap<string, Labelled>;
}

interface TileProps extends Omit<Props, 'groups'> {
  picture: Picture;
}

function PictureTile({ picture, selection, labelled }: TileProps) {
  const { t, i18n } = useTranslation();
  const { id, filename, width, height, micrometers_per_pixel: scale } = picture;
  const chosen = selection.has(id);
  return (
    <li className={styles['tile']} data-chosen={chosen} data-testid="picture-tile">
      <input
        type="checkbox"
        className={styles['tick']}
        aria-label={t('project.select', { name: filename })}
        checked={chosen}
        onChange={() => selection.toggle(id)}
      />
      <Link to={`/images/${id}`} className={styles['tileLink']}>
        <img src={thumbnailUrl(id)} alt="" loading="lazy" width={180} height={150} />
        <span className={styles['tileName']} title={filename}>
          {filename}
          {pageLabel(picture.page, picture.pages)}
        </span>
      </Link>
      <span className={styles['tileFacts']}>
        {width} × {height}
        <span aria-hidden> · </span>
        {scale === null ? (
          <span className={styles['lacking']}>{t('project.noScale')}</span>
        ) : (
          t('result.micrometres', { value: formatNumber(scale, i18n.language, 3) })
        )}
      </span>
      <span className={styles['tileState']}>
        <LabelBadge labelled={labelled.get(id)} />
      </span>
    </li>
  );
}

export function PictureGrid({ groups, selection, labelled }: Props) {
  return groups.map((group) => (
    <section key={group.name} className={styles['group']}>
      <GroupHead group={group} selection={selection} />
      <ul className={styles['grid']}>
        {group.pictures.map((picture) => (
          <PictureTile
            key={picture.id}
            picture={picture}
            selection={selection}
            labelled={labelled}
          />
        ))}
      </ul>
    </section>
  ));
}
