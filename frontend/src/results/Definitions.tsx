import { BookOpen, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/Button/Button';
import { Dialog } from '../components/Dialog/Dialog';
import { IconButton } from '../components/IconButton/IconButton';
import { type Term, terms } from './terms';
import styles from './Results.module.css';

function DefinitionsDialog({ first, onClose }: { first: Term | null; onClose: () => void }) {
  const { t } = useTranslation();
  const ordered = first ? [first, ...terms.filter((one) => one !== first)] : terms;
  return (
    <Dialog title={t('statistics.definitions')} onClose={onClose} wide>
      <dl className={styles['definitions']}>
        {ordered.map((term) => (
          <div key={term} data-first={term === first || undefined}>
            <dt>{t(`statistics.term.${term}.name`)}</dt>
            <dd>{t(`statistics.term.${term}.text`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** Opens the definitions, that of `term` first. */
export function DefinitionMark({ term }: { term: Term }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = t(`statistics.term.${term}.name`);
  return (
    <>
      <IconButton label={t('statistics.define', { name })} onClick={() => setOpen(true)}>
        <CircleHelp size={16} aria-hidden />
      </IconButton>
      {open && <DefinitionsDialog first={term} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Opens all definitions. */
export function DefinitionsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" icon={<BookOpen size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('statistics.definitions')}
      </Button>
      {open && <DefinitionsDialog first={null} onClose={() => setOpen(false)} />}
    </>
  );
}
