import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { forgetSending } from '../annotations/unsent';
import { i18n, startI18n } from '../i18n';

configure({ asyncUtilTimeout: 20_000 });

// jsdom knows the dialog element but not how to show it.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

// Nor does it lay anything out: nothing ever changes its size.
const nothing = () => undefined;
globalThis.ResizeObserver = class {
  observe = nothing;
  unobserve = nothing;
  disconnect = nothing;
};

beforeAll(startI18n);
beforeEach(() => i18n.changeLanguage('en'));
afterEach(cleanup);
// One worker runs all files: what a test left unsent is not the next one's to wait for.
afterEach(forgetSending);
