import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModels } from '../../api/queries/models';
import type { Picture } from '../../api/types';
import { nameOf } from '../../lib/models';
import { Dialog } from '../Dialog/Dialog';
import { Notice } from '../Notice/Notice';
import { QueryView } from '../QueryView/QueryView';
import { PredictForm } from './PredictForm';

interface Props {
  pictures: Picture[];
  selected: readonly string[];
  /** `owner/name` of the model to begin with. */
  first?: string | undefined;
  onClose: () => void;
}

const DEFAULT = 'base/he-cells';

/** Which model, at what confidence, on which pictures. */
export function PredictDialog({ pictures, selected, first = DEFAULT, onClose }: Props) {
  const { t } = useTranslation();
  const models = useModels();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Dialog title={t('predict.title')} onClose={onClose} wide>
      <QueryView query={models}>
        {(list) => {
          const model = list.find((one) => nameOf(one) === (chosen ?? first)) ?? list[0];
          if (!model) return <Notice tone="warn">{t('predict.noModels')}</Notice>;
          return (
            <PredictForm
              models={list}
              model={model}
              onModel={(next) => setChosen(nameOf(next))}
              pictures={pictures}
              selected={selected}
              onClose={onClose}
            />
          );
        }}
      </QueryView>
    </Dialog>
  );
}
