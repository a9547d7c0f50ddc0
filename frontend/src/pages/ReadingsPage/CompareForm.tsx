import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Labelled, Reading } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { SelectField } from '../../components/Field/Field';
import { agreementPath, OWN } from './agreementPath';
import styles from './ReadingsPage.module.css';

interface Props {
  imageId: string;
  list: readonly Reading[];
  own: Labelled | undefined;
  /** One's own reading is open: nothing else may be seen. */
  isReading: boolean;
}

/** Which two are held against each other: readings that were handed in, or the picture's own labels. */
export function CompareForm({ imageId, list, own, isReading }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ first?: string; second?: string }>({});
  const readings = list.filter(({ state }) => state === 'submitted');
  const sides = [
    ...(own ? [{ id: OWN, name: t('readings.own') }] : []),
    ...readings.map(({ id, reader }) => ({ id, name: reader ?? t('readings.nobody') })),
  ];
  // The two newest readings, unless somebody chooses otherwise.
  const first = chosen.first ?? sides.at(-2)?.id;
  const second = chosen.second ?? sides.at(-1)?.id;
  if (isReading) return <p className="quiet">{t('readings.compareLater')}</p>;
  if (first === undefined || second === undefined)
    return <p className="quiet">{t('readings.compareTwo')}</p>;
  return (
    <section aria-label={t('readings.compare')} className={styles['compare']}>
      <h2>{t('readings.compare')}</h2>
      <div className={styles['choice']}>
        {(['first', 'second'] as const).map((side) => (
          <SelectField
            key={side}
            label={t(`agreement.${side}`)}
            value={{ first, second }[side]}
            onChange={(event) => setChosen({ ...chosen, [side]: event.target.value })}
          >
            {sides.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        ))}
        <Button
          look="primary"
          disabled={first === second}
          onClick={() => void navigate(agreementPath(imageId, first, second))}
          data-testid="compare"
        >
          {t('readings.compareButton')}
        </Button>
      </div>
    </section>
  );
}
