import type { MenuModuleOptions } from './menu/index.js';
import { BrowseProducts, GetStarted, Support, TrackOrder } from './welcome/index.js';

/** What the shop's page shows outside the bubbles. */
export const SHOP_MENU: MenuModuleOptions = {
  getStarted: GetStarted.with(),
  persistentMenu: [
    { title: 'Track my order', payload: TrackOrder.with() },
    { title: 'Browse products', payload: BrowseProducts.with() },
    { title: 'Support', payload: Support.with() },
  ],
  iceBreakers: [
    { question: 'Where is my order?', payload: TrackOrder.with() },
    { question: 'What do you sell?', payload: BrowseProducts.with() },
  ],
};
