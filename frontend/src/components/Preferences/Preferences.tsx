import { Languages, Moon, Sun, SunMoon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../IconButton/IconButton';
import { applyTheme, storedTheme, type Theme, themes } from '../../theme/theme';
import { useLanguage } from './useLanguage';
import styles from './Preferences.module.css';

const icons = { auto: SunMoon, light: Sun, dark: Moon } as const;

function ThemeButton() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState(storedTheme);
  const names: Record<Theme, string> = {
    auto: t('nav.themeAuto'),
    light: t('nav.themeLight'),
    dark: t('nav.themeDark'),
  };
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
  const Icon = icons[theme];
  const choose = () => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <IconButton label={`${t('nav.theme')}: ${names[theme]}`} onClick={choose}>
      <Icon size={18} aria-hidden />
    </IconButton>
  );
}

/** Names the other language in its own words, so that nobody is stuck in one they cannot read. */
function LanguageButton() {
  const { language, change } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className={styles['language']}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => change(other)}
      data-testid="switch-language"
    >
      <Languages size={18} aria-hidden />
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}

export function Preferences() {
  return (
    <div className={styles['preferences']}>
      <LanguageButton />
      <ThemeButton />
    </div>
  );
}
