// violates: vendor-charts
import { LineChart } from '@mantine/charts';

export const chart = LineChart;
