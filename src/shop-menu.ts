import type { MenuModuleOptions } from './menu/index.js';
import { BrowseProducts, GetStarted, Support, TrackOrder } from './welcome/index.js';

/** What the shop's page shows outside the bubbles. */
export const SHOP_MENU: MenuModuleOptions = {
  getStarted: GetStarted.with(),
  greeting: 'Hello {{user_first_name}}! Track an order, look around, or ask us.',
  persistentMenu: [
    { title: 'Track my order', payload: TrackOrder.with() },
    { title: 'Browse products', payload: BrowseProducts.with() },
    { title: 'Support', payload: Support.with() },
  ],
  iceBreakers: [
    { question: 'Where is my order?', payload: TrackOrder.with() },
    { question: 'What do you sell?', payload: BrowseProducts.with() },
  ],
  locales: {
    de_DE: {
      greeting: 'Hallo {{user_first_name}}! Bestellung verfolgen, stöbern oder uns fragen.',
      persistentMenu: [
        { title: 'Bestellung verfolgen', payload: TrackOrder.with() },
        { title: 'Produkte ansehen', payload: BrowseProducts.with() },
        { title: 'Hilfe', payload: Support.with() },
      ],
      iceBreakers: [
        { question: 'Wo ist meine Bestellung?', payload: TrackOrder.with() },
        { question: 'Was verkauft ihr?', payload: BrowseProducts.with() },
      ],
    },
  },
};
