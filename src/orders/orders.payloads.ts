import { payload } from '../messaging/index.js';

export const TrackOrder = payload('FLOW_TRACK_ORDER');
export const ViewOrder = payload('ORDER_VIEW_{orderId}');
export const StartReturn = payload('FLOW_RETURN_{orderId}');
export const ConfirmReturn = payload('CONFIRM_RETURN_{orderId}_{answer:YES|NO}');

// Of other features; a feature never imports another one.
export const OrderSupport = payload('SUPPORT_ORDER'); // support
export const BrowseProducts = payload('PRODUCTS_BROWSE'); // products
