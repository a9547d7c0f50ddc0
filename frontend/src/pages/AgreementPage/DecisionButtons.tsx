import { useTranslation } from 'react-i18next';
import type { Disagreement, Disagreements } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import styles from './AgreementPage.module.css';
import type { Decided } from './decisions';

interface Props {
  item: Disagreement;
  found: Disagreements;
  onDecide: (decided: Decided | null) => void;
}

/** What can be said of the disagreement that is looked at, each with its key. */
export function DecisionButtons({ item, found, onDecide }: Props) {
  const { t } = useTranslation();
  const said = (side: 'first' | 'second') => item[side]?.class ?? t('agreement.noCell');
  return (
    <div className={styles['decide']}>
      <Button onClick={() => onDecide({ take: 'first' })} icon={<kbd>F</kbd>}>
        {t('agreement.take.first', { what: said('first') })}
      </Button>
      <Button onClick={() => onDecide({ take: 'second' })} icon={<kbd>S</kbd>}>
        {t('agreement.take.second', { what: said('second') })}
      </Button>
      <Button onClick={() => onDecide({ take: 'neither' })} icon={<kbd>X</kbd>}>
        {t('agreement.take.neither')}
      </Button>
      <div className={styles['classes']} role="group" aria-label={t('agreement.take.class')}>
        {found.classes.map((one, place) => (
          <Button
            key={one.name}
            onClick={() => onDecide({ take: 'class', class: one.name })}
            icon={place < 9 ? <kbd>{place + 1}</kbd> : undefined}
          >
            <ClassMark {...one} />
          </Button>
        ))}
      </div>
    </div>
  );
}
