import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';

interface Props {
  pictures: number;
  onClose: () => void;
  onCheck: () => void;
}

/** Only checked pictures train, and a sheet shows no missed cells: that is said before it is done. */
export function CheckDialog({ pictures, onClose, onCheck }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('sheet.checkTitle', { count: pictures })} onClose={onClose}>
      <p>{t('sheet.checkText')}</p>
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look="primary"
          onClick={() => {
            onCheck();
            onClose();
          }}
          data-testid="sheet-check-all"
        >
          {t('sheet.checkDo')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
