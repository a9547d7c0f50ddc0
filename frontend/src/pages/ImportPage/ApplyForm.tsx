import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useImportStep } from '../../api/queries/labelImports';
import type { LabelImport } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { ClassTable } from './ClassTable';
import { beginMapping, toApply, toClasses } from './mapping';
import styles from './ImportPage.module.css';

/** What the classes of the file become, what happens to labels that are there, and the button that writes. */
export function ApplyForm({ shown }: { shown: LabelImport }) {
  const { t } = useTranslation();
  const apply = useImportStep(shown.id);
  const [mapping, setMapping] = useState(() => beginMapping(shown));
  const [replace, setReplace] = useState(false);
  const added = shown.pictures['new'] ?? 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    apply.mutate({ step: 'apply', body: { classes: toClasses(mapping), replace } });
  };
  return (
    <form className={styles['section']} onSubmit={submit}>
      {added > 0 && <Notice tone="info">{t('imports.adds', { count: added })}</Notice>}
      {shown.classes.length > 0 && (
        <>
          <h2>{t('imports.classes')}</h2>
          <ClassTable shown={shown} mapping={mapping} onChange={setMapping} />
        </>
      )}
      {shown.labelled > 0 && (
        <label>
          <input
            type="checkbox"
            checked={replace}
            onChange={(event) => setReplace(event.target.checked)}
          />{' '}
          {t('imports.labelled', { count: shown.labelled })}. {t('imports.replace')}
        </label>
      )}
      {apply.error && <ProblemNotice error={apply.error} />}
      <div className={styles['actions']}>
        <Button look="primary" type="submit" busy={apply.isPending} data-testid="apply-import">
          {t('imports.apply', { count: toApply(shown) })}
        </Button>
      </div>
    </form>
  );
}
