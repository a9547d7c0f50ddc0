import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button';
import { SelectField } from '../../components/Field/Field';
import { Slider } from '../ViewerPage/Slider';
import viewer from '../ViewerPage/ViewerPage.module.css';
import { type Channel, type Display, firstDisplay } from './display';

interface Props {
  display: Display;
  onDisplay: (display: Display) => void;
  /** Whether there is a prediction to compare with. */
  hasGhost: boolean;
}

const channels: readonly Channel[] = ['all', 'haematoxylin', 'eosin'];

export function DisplayPanel({ display, onDisplay, hasGhost }: Props) {
  const { t } = useTranslation();
  const range = { min: 0.4, max: 2, step: 0.05 };
  const set = (change: Partial<Display>) => onDisplay({ ...display, ...change });
  return (
    <section aria-label={t('viewer.adjust')}>
      <div className={viewer['sectionHead']}>
        <h2>{t('viewer.adjust')}</h2>
        <Button look="quiet" onClick={() => onDisplay(firstDisplay)}>
          {t('viewer.reset')}
        </Button>
      </div>
      <label className={viewer['option']}>
        <input
          type="checkbox"
          checked={display.boxes}
          onChange={() => set({ boxes: !display.boxes })}
        />
        {t('viewer.showBoxes')}
      </label>
      {hasGhost && (
        <label className={viewer['option']}>
          <input
            type="checkbox"
            checked={display.ghost}
            onChange={() => set({ ghost: !display.ghost })}
          />
          {t('editor.ghost')}
        </label>
      )}
      <Slider
        label={t('viewer.brightness')}
        value={display.brightness}
        {...range}
        onChange={(brightness) => set({ brightness })}
      />
      <Slider
        label={t('viewer.contrast')}
        value={display.contrast}
        {...range}
        onChange={(contrast) => set({ contrast })}
      />
      <SelectField
        label={t('editor.channel.label')}
        value={display.channel}
        onChange={(event) => set({ channel: event.target.value as Channel })}
      >
        {channels.map((channel) => (
          <option key={channel} value={channel}>
            {t(`editor.channel.${channel}`)}
          </option>
        ))}
      </SelectField>
    </section>
  );
}
