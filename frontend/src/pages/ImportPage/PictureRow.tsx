import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toProblem } from '../../api/problem';
import type { ImportedPicture } from '../../api/types';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';

export interface Option {
  id: string;
  filename: string;
}

interface Props {
  one: ImportedPicture;
  options: Option[];
  chosen: string;
  /** Null once the import was applied. */
  onChoose: ((id: string) => void) | null;
}

/** The nearest names first, then every other picture of the project. */
function PictureChoice({ one, options, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const near = one.candidates.map(({ image_id: id, filename }) => ({ id, filename }));
  const rest = options.filter(({ id }) => !near.some((other) => other.id === id));
  return (
    <select
      aria-label={t('imports.choosePicture', { name: one.name })}
      value={chosen}
      onChange={(event) => onChoose?.(event.target.value)}
    >
      <option value="">{t('imports.noPicture')}</option>
      {[...near, ...rest].map(({ id, filename }) => (
        <option key={id} value={id}>
          {filename}
        </option>
      ))}
    </select>
  );
}

export function PictureRow(props: Props) {
  const { t } = useTranslation();
  const { one, onChoose } = props;
  const open = one.outcome === 'unknown' || one.outcome === 'ambiguous';
  return (
    <tr data-testid="imported-picture">
      <td>
        {one.file}
        {one.name !== '' && <div className="quiet">{one.name}</div>}
      </td>
      <td>
        {one.image_id !== null && (
          <Link to={`/images/${one.image_id}/annotate`}>{one.filename ?? one.name}</Link>
        )}
        {open && onChoose && <PictureChoice {...props} />}
      </td>
      <td>
        {Object.entries(one.counts)
          .map(([name, n]) => `${name} ${n}`)
          .join(' · ') || (one.image_id === null ? '' : 0)}
        {one.had !== null && <div className="quiet">{t('imports.had', { count: one.had })}</div>}
      </td>
      <td>
        {t(`imports.outcome.${one.outcome}`)}
        {one.problem && <ProblemNotice error={toProblem(422, one.problem)} />}
      </td>
    </tr>
  );
}
