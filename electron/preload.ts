import { contextBridge, ipcRenderer } from 'electron'
import type { Door } from '../shared/contract/door.ts'
import { channel } from './window/channel.ts'

/** The page's one door. What passes is checked in main; nothing of Electron's own passes with it. */
const door: Door = {
  send: (message) => ipcRenderer.send(channel, message),
  listen: (listener) => {
    ipcRenderer.removeAllListeners(channel)
    ipcRenderer.on(channel, (_event, message: unknown) => listener(message))
  }
}

contextBridge.exposeInMainWorld('bridge', door)
