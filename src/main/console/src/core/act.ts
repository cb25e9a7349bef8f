import { ElMessage } from 'element-plus/es/components/message/index'
import 'element-plus/es/components/message/style/css'
import { ref } from 'vue'
import { Problem } from './api'
import { known, t, type Word } from './words'

/** What is being asked of the server right now, by name, so that a button is not pressed twice. */
export const busy = ref(new Set<string>())

export function explain(e: unknown): string {
  if (!(e instanceof Problem)) return t('error.other')
  if (known(`error.${e.code}`)) return t(`error.${e.code}` as Word)
  return e.message || t('error.other')
}

/** Asks the server for something; a refusal is shown, and nothing is thrown. */
export async function act<T>(name: string, what: () => Promise<T>): Promise<T | undefined> {
  if (busy.value.has(name)) return undefined
  busy.value = new Set(busy.value).add(name)
  try {
    return await what()
  } catch (e) {
    ElMessage({ type: 'error', message: explain(e), grouping: true })
    return undefined
  } finally {
    const rest = new Set(busy.value)
    rest.delete(name)
    busy.value = rest
  }
}
