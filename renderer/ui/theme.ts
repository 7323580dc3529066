import {
  type ButtonProps,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineTheme,
  rem
} from '@mantine/core'
import fields from './mantine.module.css'

const tuple = (value: string): MantineColorsTuple =>
  [value, value, value, value, value, value, value, value, value, value] as const

const heights: Record<string, string> = { xs: rem(26), sm: rem(30), md: rem(34), lg: rem(38) }

/**
 * Mantine in the window's own measures; its colours are the tokens. Components stand by their names: to import them for
 * their `extend` would have every start read them all.
 */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: rem(11.5), sm: rem(12), md: rem(13), lg: rem(14.5), xl: rem(17) },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.385', lg: '1.5', xl: '1.3' },
  radius: { xs: rem(4), sm: rem(6), md: rem(7), lg: rem(8), xl: rem(10) },
  defaultRadius: 'md',
  spacing: { xs: rem(6), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  shadows: { xs: 'var(--sh1)', sm: 'var(--sh1)', md: 'var(--sh2)', lg: 'var(--sh2)', xl: 'var(--sh3)' },
  colors: { acc: tuple('var(--acc)'), neg: tuple('var(--neg)') },
  primaryColor: 'acc',
  autoContrast: false,
  cursorType: 'default',
  respectReducedMotion: true,
  focusRing: 'auto',
  variantColorResolver: ({ color, variant }) => {
    const danger = color === 'neg' || color === 'red'
    if (variant === 'filled')
      return {
        background: danger ? 'var(--danger)' : 'var(--acc)',
        hover: danger ? 'var(--danger)' : 'var(--acc-h)',
        color: 'var(--on-acc)',
        border: '1px solid transparent'
      }
    if (variant === 'light')
      return {
        background: danger ? 'var(--neg-bg)' : 'var(--acc-bg)',
        hover: danger ? 'var(--neg-bg)' : 'var(--sel)',
        color: danger ? 'var(--neg)' : 'var(--acc-t)',
        border: '1px solid transparent'
      }
    if (variant === 'default' || variant === 'outline')
      return {
        background: 'var(--raised)',
        hover: 'var(--hover)',
        color: danger ? 'var(--neg)' : 'var(--t1)',
        border: '1px solid var(--line2)'
      }
    return {
      background: 'transparent',
      hover: 'var(--hover)',
      color: danger ? 'var(--neg)' : 'var(--t2)',
      border: '1px solid transparent'
    }
  },
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      vars: (_theme: MantineTheme, { size = 'sm' }: ButtonProps) => ({
        root: {
          '--button-height': heights[size as string] ?? heights.sm,
          '--button-fz': 'var(--fs-ui)',
          '--button-padding-x': rem(size === 'xs' ? 10 : 12)
        }
      }),
      classNames: { root: fields.button }
    },
    ActionIcon: { defaultProps: { size: 30, variant: 'subtle' } },
    InputWrapper: {
      classNames: { label: fields.label, description: fields.help, error: fields.error }
    },
    Input: {
      defaultProps: { size: 'md' },
      classNames: { input: fields.input, wrapper: fields.wrapper, section: fields.section }
    },
    TextInput: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    PasswordInput: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Textarea: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    NumberInput: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Select: {
      defaultProps: {
        inputWrapperOrder: ['label', 'input', 'description', 'error'],
        allowDeselect: false,
        comboboxProps: { shadow: 'md', transitionProps: { duration: 120 } }
      },
      classNames: { option: fields.option, dropdown: fields.dropdown }
    },
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 120, transition: 'fade' }, radius: 'xl' },
      classNames: { dropdown: fields.dropdown, item: fields.item, label: fields.groupLabel }
    },
    Popover: { classNames: { dropdown: fields.dropdown } },
    Tooltip: {
      defaultProps: {
        transitionProps: { duration: 120, transition: 'fade' },
        withinPortal: true
      },
      classNames: { tooltip: fields.tooltip }
    },
    Modal: {
      defaultProps: {
        radius: 'xl',
        shadow: 'xl',
        padding: 20,
        centered: true,
        size: rem(440),
        overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 },
        transitionProps: { duration: 120, transition: 'fade' }
      },
      classNames: {
        content: fields.modal,
        header: fields.modalHeader,
        title: fields.modalTitle,
        overlay: fields.scrim
      }
    },
    Switch: {
      defaultProps: { withThumbIndicator: false },
      classNames: { track: fields.track, label: fields.choice, description: fields.choiceHelp }
    },
    Checkbox: {
      classNames: { input: fields.tick, label: fields.choice, description: fields.choiceHelp }
    },
    Radio: { classNames: { radio: fields.tick, label: fields.choice, description: fields.choiceHelp } }
  }
})

/** One look in both schemes: the tokens themselves change. */
export const resolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--t1)',
    '--mantine-color-bright': 'var(--t1)',
    '--mantine-color-dimmed': 'var(--t3)',
    '--mantine-color-placeholder': 'var(--t3)',
    '--mantine-color-anchor': 'var(--acc-t)',
    '--mantine-color-error': 'var(--neg)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--t1)',
    '--mantine-color-default-border': 'var(--line2)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--t3)',
    '--mantine-color-disabled-border': 'var(--line2)',
    '--mantine-primary-color-filled': 'var(--acc)',
    '--mantine-primary-color-filled-hover': 'var(--acc-h)',
    '--mantine-primary-color-light': 'var(--acc-bg)',
    '--mantine-primary-color-contrast': 'var(--on-acc)',
    '--mantine-color-acc-filled': 'var(--acc)',
    '--mantine-color-acc-filled-hover': 'var(--acc-h)',
    '--mantine-color-acc-outline': 'var(--acc-t)'
  }
  return { variables: {}, light: both, dark: both }
}
