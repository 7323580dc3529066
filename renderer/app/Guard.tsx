import { Component, type ReactNode } from 'react'
import type { Bridge } from '../../shared/contract/index.ts'
import { faultOf } from '../../shared/fault.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { app as words } from '../words/en/app.ts'

interface Props {
  /** Named in the report; never what the view showed. */
  where: string
  bridge: Bridge
  children: ReactNode
}

/** A view that fails leaves the rest of the window alive. React has this as a class only. */
export class Guard extends Component<Props, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override componentDidCatch(error: unknown): void {
    void this.props.bridge
      .call('app.report', { where: this.props.where.slice(0, 100), ...faultOf(error) })
      .catch(() => undefined)
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <div style={{ padding: '1rem' }}>
        <Bar tone="neg" role="alert" title={words.failedView} text={words.failedViewText}>
          <Button size="small" onClick={() => this.setState({ failed: false })}>
            {words.tryAgain}
          </Button>
        </Bar>
      </div>
    )
  }
}
