import '@fontsource-variable/source-sans-3/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './App';
import { startI18n } from './i18n';
import { applyTheme, storedTheme } from './theme/theme';

applyTheme(storedTheme());
await startI18n();

// Without transitions the page is the one of its address at once: else the old page would still take clicks after the
// address has changed, and a field that stands in the address would show for a moment what it was before.
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <BrowserRouter useTransitions={false}>
      <App />
    </BrowserRouter>
  </StrictMode>,
);
