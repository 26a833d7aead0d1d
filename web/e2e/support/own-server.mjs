import { startProduct } from '../../../infrastructure/proof/product.mjs';

const LOG_FILE = 'reports/product-live.log';

/**
 * The product on a database of its own, in a process that can be killed and started again at the same address.
 * @param settings more variables of its environment
 */
export async function startOwnServer(settings = {}) {
  const product = await startProduct('', { LOG_FILE, ...settings });
  let api = await product.another('api,worker');
  const { port, origin: url } = api;
  return {
    url,
    kill: () => api.kill(),
    startAgain: async () => {
      api = await product.another('api,worker', { PORT: String(port) });
    },
    stop: async () => {
      await api.stop();
      await product.stop();
    },
  };
}
