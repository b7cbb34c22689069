/** The one set of colours, sizes and component defaults. Nothing else in the editor names a colour of its own. */
import {
  type ActionIconFactory,
  type BadgeFactory,
  type ButtonFactory,
  type CSSVariablesResolver,
  createTheme,
  type DrawerFactory,
  defaultVariantColorsResolver,
  type ExtendComponent,
  type FactoryPayload,
  type InputWrapperFactory,
  type MenuFactory,
  type ModalFactory,
  type NotificationFactory,
  type NumberInputFactory,
  type PaperFactory,
  type PopoverFactory,
  type SegmentedControlFactory,
  type SelectFactory,
  type SwitchFactory,
  type TableFactory,
  type TextareaFactory,
  type TextInputFactory,
  type TooltipFactory,
  type VariantColorsResolver,
} from '@mantine/core';
import { i18next } from '../i18n/setup.ts';

/** Deep river blue. White text on shade 7 has a contrast of 6.2, on shade 6 (dark scheme) 4.7: both pass AA. */
const naru = [
  '#e9f6f8',
  '#d2ebef',
  '#a6d6df',
  '#74bccb',
  '#4aa5b7',
  '#2c91a5',
  '#1b7f93',
  '#0f6b7c',
  '#0c5868',
  '#084552',
] as const;
const slate = [
  '#f7f9fa',
  '#eef1f4',
  '#e2e7ec',
  '#d0d7de',
  '#b3bcc6',
  '#8d98a5',
  '#667382',
  '#4b5766',
  '#323c49',
  '#1c242e',
] as const;
const ink = [
  '#d8dee5',
  '#b4bdc8',
  '#99a4b1',
  '#6f7b89',
  '#4a5562',
  '#353f4a',
  '#262e37',
  '#1d242b',
  '#161b21',
  '#0f1317',
] as const;

/** Dark enough for white text (shade 7: 6.5, shade 6: 5.0). */
const red = [
  '#fcebea',
  '#f8d5d3',
  '#f0aba7',
  '#e67f79',
  '#da5a53',
  '#ce4039',
  '#c5352d',
  '#b3261e',
  '#951e17',
  '#741610',
] as const;

/** Mantine's light variants are too pale to read on; these are the tints that the rest of the page has. */
const TINTS: Readonly<Record<string, string>> = {
  red: 'bad',
  orange: 'warn',
  yellow: 'warn',
  green: 'good',
  teal: 'good',
  gray: 'logic',
  violet: 'simulated',
};

const tinted: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const tint = TINTS[input.color ?? ''];
  if (input.variant !== 'light' || !tint) return colors;
  const ground = `var(--naru-${tint}-soft)`;
  return { background: ground, hover: ground, color: `var(--naru-${tint})`, border: '1px solid transparent' };
};

/** In the reader's language of the moment: messages are shown from places that know no button. */
const CLOSE = {
  get 'aria-label'() {
    return i18next.t('close', { ns: 'common' });
  },
};

/**
 * What `Component.extend` gives, without the component: that would bring all of them onto every page, also those that
 * only a dialog has.
 */
const preset = <Payload extends FactoryPayload>(settings: ExtendComponent<Payload>) => settings;

const calm = { size: 'sm' } as const;

export const theme = createTheme({
  primaryColor: 'naru',
  primaryShade: { light: 7, dark: 6 },
  colors: { naru: [...naru], red: [...red], gray: [...slate], dark: [...ink] },
  variantColorResolver: tinted,
  fontFamily: "'Noto Sans KR Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Noto Sans KR Variable', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.35' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    ActionIcon: preset<ActionIconFactory>({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    Badge: preset<BadgeFactory>({
      defaultProps: { variant: 'light', radius: 'sm', size: 'md' },
      styles: { root: { textTransform: 'none', fontWeight: 550 } },
    }),
    Button: preset<ButtonFactory>({
      defaultProps: { size: 'xs' },
      // The smallest one is still large enough for a finger
      styles: { root: { minHeight: 24, fontWeight: 550 } },
    }),
    Drawer: preset<DrawerFactory>({ defaultProps: { overlayProps: { backgroundOpacity: 0.35 } } }),
    // Two pixels smaller than what is typed, as it comes, is too small to read in the panel.
    InputWrapper: preset<InputWrapperFactory>({
      vars: () => ({
        label: {},
        description: { '--input-description-size': 'var(--mantine-font-size-xs)' },
        error: {},
        success: {},
      }),
      styles: { description: { lineHeight: 1.35 } },
    }),
    Menu: preset<MenuFactory>({
      // Without the placeholder the keyboard begins at the first entry, and the menu holds nothing but entries.
      defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false },
    }),
    Modal: preset<ModalFactory>({
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontSize: '1rem', fontWeight: 650 } },
    }),
    Notification: preset<NotificationFactory>({
      defaultProps: { closeButtonProps: CLOSE, withBorder: true },
    }),
    NumberInput: preset<NumberInputFactory>({ defaultProps: calm }),
    Paper: preset<PaperFactory>({ defaultProps: { withBorder: true } }),
    Popover: preset<PopoverFactory>({ defaultProps: { shadow: 'md' } }),
    SegmentedControl: preset<SegmentedControlFactory>({ defaultProps: { size: 'xs' } }),
    Select: preset<SelectFactory>({
      defaultProps: { ...calm, allowDeselect: false, checkIconPosition: 'right' },
    }),
    Switch: preset<SwitchFactory>({ defaultProps: calm }),
    Table: preset<TableFactory>({ defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'md' } }),
    TextInput: preset<TextInputFactory>({ defaultProps: calm }),
    Textarea: preset<TextareaFactory>({ defaultProps: { ...calm, autosize: true, minRows: 2 } }),
    Tooltip: preset<TooltipFactory>({
      defaultProps: {
        openDelay: 350,
        position: 'bottom',
        withArrow: true,
        arrowSize: 6,
        multiline: true,
        maw: 320,
      },
    }),
  },
});

/**
 * Colours that Mantine has no name for. Categories of nodes and states are told apart by tint and icon; each pair
 * of text and ground keeps a contrast of 4.5.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--naru-header': '48px',
    '--naru-toolbar': '48px',
    '--naru-card': '236px',
    // Of people: white reads on each of them.
    '--naru-person-0': '#6d3bbf',
    '--naru-person-1': '#b23a0e',
    '--naru-person-2': '#0f766e',
    '--naru-person-3': '#b5175a',
    '--naru-person-4': '#2450c4',
    '--naru-person-5': '#4a7a0c',
    '--naru-person-6': '#8f5800',
    '--naru-person-7': '#4b5766',
  },
  light: {
    '--mantine-color-dimmed': '#566271',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#717d8b',
    '--naru-page': '#f4f6f8',
    '--naru-surface': '#ffffff',
    '--naru-raised': '#f7f9fa',
    '--naru-line': '#dfe4e9',
    '--naru-line-strong': '#c3ccd5',
    '--naru-canvas': '#f6f8f9',
    '--naru-dots': '#cfd7de',
    '--naru-edge': '#94a1af',
    '--naru-accent': '#0f6b7c',
    '--naru-accent-soft': '#e4f3f5',
    '--naru-source': '#2559a8',
    '--naru-source-soft': '#e6eefa',
    '--naru-logic': '#4b5766',
    '--naru-logic-soft': '#eaeef2',
    '--naru-enrich': '#6a3fa0',
    '--naru-enrich-soft': '#f1eaf9',
    '--naru-pattern': '#0f6b7c',
    '--naru-pattern-soft': '#e0f1f4',
    '--naru-action': '#a44a09',
    '--naru-action-soft': '#fcefe2',
    '--naru-note': '#7a5b00',
    '--naru-note-soft': '#fdf6dc',
    '--naru-good': '#1a7a44',
    '--naru-good-soft': '#e3f4e9',
    '--naru-warn': '#8f5800',
    '--naru-warn-soft': '#fdf1da',
    '--naru-bad': '#b3261e',
    '--naru-bad-soft': '#fcebea',
    '--naru-simulated': '#6a3fa0',
    '--naru-simulated-soft': '#f1eaf9',
    '--naru-shadow': '0 1px 2px rgb(22 33 48 / 6%), 0 2px 8px rgb(22 33 48 / 5%)',
  },
  dark: {
    '--mantine-color-body': '#161b21',
    '--mantine-color-dimmed': '#a3adb9',
    '--mantine-color-error': '#ff9b92',
    '--mantine-color-placeholder': '#87929f',
    '--naru-page': '#12161b',
    '--naru-surface': '#1b2128',
    '--naru-raised': '#20272f',
    '--naru-line': '#303943',
    '--naru-line-strong': '#465260',
    '--naru-canvas': '#14191e',
    '--naru-dots': '#2e3741',
    '--naru-edge': '#6f7d8c',
    '--naru-accent': '#5cb6c7',
    '--naru-accent-soft': '#173841',
    '--naru-source': '#8db7f5',
    '--naru-source-soft': '#1d2f4a',
    '--naru-logic': '#b7c1cd',
    '--naru-logic-soft': '#2c353f',
    '--naru-enrich': '#c5a4f2',
    '--naru-enrich-soft': '#33264a',
    '--naru-pattern': '#6cc4d4',
    '--naru-pattern-soft': '#163a43',
    '--naru-action': '#f2a96b',
    '--naru-action-soft': '#452c17',
    '--naru-note': '#e5c866',
    '--naru-note-soft': '#3a3219',
    '--naru-good': '#6fd39a',
    '--naru-good-soft': '#17382a',
    '--naru-warn': '#eeb95c',
    '--naru-warn-soft': '#40300f',
    '--naru-bad': '#ff9b92',
    '--naru-bad-soft': '#4a2220',
    '--naru-simulated': '#c5a4f2',
    '--naru-simulated-soft': '#33264a',
    '--naru-shadow': '0 1px 2px rgb(0 0 0 / 30%), 0 2px 8px rgb(0 0 0 / 25%)',
  },
});
