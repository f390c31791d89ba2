export { declaredMenu } from './declared-menu.js';
export {
  MenuNeedsGetStartedError,
  MenuPushError,
  MenuStillDiffersError,
  MenuUndeclaredError,
  UserMenuError,
} from './menu.errors.js';
export { MenuModule } from './menu.module.js';
export type {
  IceBreaker,
  LocalMenu,
  MenuCommand,
  MenuItem,
  MenuModuleOptions,
} from './menu.options.js';
export {
  MenuSync,
  type ProfileDifference,
  type PushOutcome,
  type PushWatch,
} from './menu-sync.service.js';
export {
  type MessengerProfile,
  PROFILE_PROPERTIES,
  profileOf,
  type ProfileProperty,
} from './messenger-profile.js';
export { MenuTime } from './patient-calls.js';
export { buttonsOfProfile, type ProfileButton } from './profile-buttons.js';
export { type ProfileChange, profileChanges } from './profile-change.js';
export { optionsOf } from './profile-options.js';
export { type ProfileStep, stepText } from './profile-step.js';
export { UserMenusModule } from './user-menus.module.js';
export { type MenuOwner, type UserMenu, UserMenus } from './user-menus.service.js';
