import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useImportStep, useImportedPictures } from '../../api/queries/labelImports';
import { usePictures } from '../../api/queries/pictures';
import type { ImportedPicture, LabelImport } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { QueryView } from '../../components/QueryView/QueryView';
import { Table } from '../../components/Table/Table';
import { type Option, PictureRow } from './PictureRow';
import styles from './ImportPage.module.css';

type Choices = Readonly<Record<string, string>>;

/** Which picture a name means, where the file's names do not tell: chosen by hand, then the file is read again. */
function PictureTable({ items, options, choices, onChoose }: TableProps) {
  const { t } = useTranslation();
  return (
    <Table
      heads={[
        t('imports.file'),
        t('imports.picture'),
        t('imports.cells'),
        t('imports.outcomeHead'),
      ]}
    >
      {items.map((one) => (
        <PictureRow
          key={one.place}
          one={one}
          options={options}
          chosen={choices[one.name] ?? ''}
          onChoose={onChoose && ((id) => onChoose(one.name, id))}
        />
      ))}
    </Table>
  );
}

interface TableProps {
  items: ImportedPicture[];
  options: Option[];
  choices: Choices;
  onChoose: ((name: string, id: string) => void) | null;
}

export function PicturesSection({ shown }: { shown: LabelImport }) {
  const { t } = useTranslation();
  const found = useImportedPictures(shown);
  const pictures = usePictures(shown.project_id);
  const again = useImportStep(shown.id);
  const [choices, setChoices] = useState<Choices>({});
  const choose = (name: string, id: string) => setChoices({ ...choices, [name]: id });
  const chosen = Object.fromEntries(Object.entries(choices).filter(([, id]) => id !== ''));
  return (
    <section className={styles['section']}>
      <h2>{t('imports.pictures')}</h2>
      <QueryView query={found}>
        {({ items, next_cursor }) => (
          <>
            <PictureTable
              items={items}
              options={pictures.data ?? []}
              choices={choices}
              onChoose={shown.step === 'read' ? choose : null}
            />
            {next_cursor && <p className="quiet">{t('imports.first', { count: items.length })}</p>}
          </>
        )}
      </QueryView>
      {again.error && <ProblemNotice error={again.error} />}
      {Object.keys(chosen).length > 0 && (
        <div className={styles['actions']}>
          <Button
            busy={again.isPending}
            onClick={() => again.mutate({ step: 'read', choices: chosen })}
          >
            {t('imports.readAgain')}
          </Button>
        </div>
      )}
    </section>
  );
}
