import { useTranslation } from 'react-i18next';
import { thumbnailUrl } from '../../api/urls';
import type { Labelled, Picture } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { Button } from '../../components/Button/Button';
import { LabelBadge } from '../../components/LabelBadge/LabelBadge';
import { pageLabel } from '../../lib/format';
import styles from './FineTunePage.module.css';

interface Props {
  legend: string;
  hint: string;
  pictures: readonly Picture[];
  labelled: ReadonlyMap<string, Labelled>;
  /** Labelled since the last training. */
  fresh: ReadonlySet<string>;
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
}

interface OptionProps extends Pick<Props, 'labelled' | 'fresh'> {
  picture: Picture;
  checked: boolean;
  onToggle: () => void;
}

function PictureOption({ picture, labelled, fresh, checked, onToggle }: OptionProps) {
  const { t } = useTranslation();
  const { id, filename, page, pages } = picture;
  const label = labelled.get(id);
  return (
    <li>
      <label className={styles['picture']} data-checked={checked}>
        <input
          type="checkbox"
          checked={checked}
          disabled={label === undefined}
          onChange={onToggle}
        />
        <img src={thumbnailUrl(id)} alt="" loading="lazy" width={44} height={44} />
        <span className={styles['pictureName']} title={filename}>
          {filename}
          {pageLabel(page, pages)}
        </span>
        <span className={styles['badges']}>
          <LabelBadge labelled={label} />
          {fresh.has(id) && <Badge tone="accent">{t('fineTune.fresh')}</Badge>}
        </span>
      </label>
    </li>
  );
}

/** Labelled pictures to tick; the others are shown, so that nobody wonders where they are, but cannot train. */
export function PictureField({ legend, hint, pictures, labelled, fresh, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const usable = pictures.filter(({ id }) => labelled.has(id)).map(({ id }) => id);
  const ticked = new Set(chosen);
  const toggle = (id: string) =>
    onChoose(usable.filter((one) => (one === id ? !ticked.has(id) : ticked.has(one))));
  const sorted = [...pictures].sort(
    (a, b) => Number(labelled.has(b.id)) - Number(labelled.has(a.id)),
  );
  return (
    <fieldset className={styles['section']}>
      <legend>{legend}</legend>
      <p className={styles['hint']}>{hint}</p>
      <div className={styles['bar']}>
        <span className={styles['count']} role="status">
          {t('fineTune.chosen', { chosen: chosen.length, count: usable.length })}
        </span>
        <Button look="quiet" onClick={() => onChoose(usable)}>
          {t('fineTune.allLabelled')}
        </Button>
        {fresh.size > 0 && fresh.size < usable.length && (
          <Button look="quiet" onClick={() => onChoose(usable.filter((id) => fresh.has(id)))}>
            {t('fineTune.onlyFresh')}
          </Button>
        )}
        <Button look="quiet" onClick={() => onChoose([])}>
          {t('fineTune.none')}
        </Button>
      </div>
      <ul className={styles['pictures']}>
        {sorted.map((picture) => (
          <PictureOption
            key={picture.id}
            picture={picture}
            labelled={labelled}
            fresh={fresh}
            checked={ticked.has(picture.id)}
            onToggle={() => toggle(picture.id)}
          />
        ))}
      </ul>
    </fieldset>
  );
}
