import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { thumbnailUrl } from '../../api/urls';
import type { Labelled, Picture } from '../../api/types';
import { LabelBadge } from '../../components/LabelBadge/LabelBadge';
import { When } from '../../components/When/When';
import { en } from '../../i18n/en';
import { formatBytes, formatNumber, pageLabel } from '../../lib/format';
import { Table } from '../../components/Table/Table';
import tables from '../../theme/table.module.css';
import { GroupHead } from './GroupHead';
import type { PictureGroup } from './groupPictures';
import type { Selection } from './useSelection';
import styles from './ProjectPage.module.css';

interface Props {
  groups: PictureGroup[];
  selection: Selection;
  labelled: ReadonlyMap<string, Labelled>;
}

interface RowProps extends Omit<Props, 'groups'> {
  picture: Picture;
}

const isNote = (note: string): note is keyof typeof en.notes => note in en.notes;

function noteWords(t: TFunction, notes: readonly string[]): string {
  return notes.map((note) => (isNote(note) ? t(`notes.${note}`) : note)).join('; ');
}

function Scale({ picture }: { picture: Picture }) {
  const { t, i18n } = useTranslation();
  const { micrometers_per_pixel: scale, scale_source: source } = picture;
  if (scale === null) return <span className={styles['lacking']}>{t('project.noScale')}</span>;
  return (
    <>
      {t('result.micrometres', { value: formatNumber(scale, i18n.language, 4) })}
      {source !== null && <span className="quiet"> {t(`project.scaleFrom.${source}`)}</span>}
    </>
  );
}

function PictureRow({ picture, selection, labelled }: RowProps) {
  const { t, i18n } = useTranslation();
  const { id, filename } = picture;
  return (
    <tr data-chosen={selection.has(id)}>
      <td className={styles['tickCell']}>
        <input
          type="checkbox"
          aria-label={t('project.select', { name: filename })}
          checked={selection.has(id)}
          onChange={() => selection.toggle(id)}
        />
      </td>
      <td>
        <Link to={`/images/${id}`} className={tables['thing']}>
          <img src={thumbnailUrl(id)} alt="" loading="lazy" width={40} height={40} />
          <span>
            {filename}
            {pageLabel(picture.page, picture.pages)}
            {picture.notes.length > 0 && <small>{noteWords(t, picture.notes)}</small>}
          </span>
        </Link>
      </td>
      <td>
        <LabelBadge labelled={labelled.get(id)} />
      </td>
      <td>{picture.specimen ?? '–'}</td>
      <td className="number">
        {picture.width} × {picture.height}
      </td>
      <td>
        <Scale picture={picture} />
      </td>
      <td className="number">
        {picture.format}, {formatBytes(picture.byte_size, i18n.language)}
      </td>
      <td>
        <When at={picture.created_at} />
      </td>
    </tr>
  );
}

export function PictureTable({ groups, selection, labelled }: Props) {
  const { t } = useTranslation();
  return groups.map((group) => (
    <section key={group.name} className={styles['group']}>
      <GroupHead group={group} selection={selection} />
      <Table
        heads={[
          null,
          t('result.picture'),
          t('fineTune.labelHead'),
          t('project.specimen'),
          t('project.dimensions'),
          t('project.scale'),
          t('project.file'),
          t('project.added'),
        ]}
      >
        {group.pictures.map((picture) => (
          <PictureRow
            key={picture.id}
            picture={picture}
            selection={selection}
            labelled={labelled}
          />
        ))}
      </Table>
    </section>
  ));
}
