package io.redispatterns.engine.util;

import java.util.Comparator;

/**
 * A quicksort that puts only a part of an array in order: what belongs there, and nothing else for certain. By J. L. Bentley and
 * M. D. McIlroy, "Engineering a sort function" (1993), which says exactly what is compared and exchanged with what: the order in which
 * equal elements come out is that of every program that follows it, Redis's among them.
 */
public final class PartialSort {

    private static final int INSERTION_MAX = 7;
    private static final int MEDIAN_OF_NINE_MIN = 40;

    private PartialSort() {}

    /** Sorts so that the elements from one index to before another are those of the sorted array. O(N + length of the part · log N). */
    public static <T> void sort(T[] items, Comparator<? super T> order, int from, int to) {
        if (from < to) {
            new Run<>(items, order, from, to - 1).sort(0, items.length);
        }
    }

    private static final class Run<T> {

        private final T[] items;
        private final Comparator<? super T> order;
        private final int first;
        private final int last;

        Run(T[] items, Comparator<? super T> order, int first, int last) {
            this.items = items;
            this.order = order;
            this.first = first;
            this.last = last;
        }

        void sort(int from, int to) {
            int start = from;
            int end = to;
            while (true) {
                if (end - start < INSERTION_MAX) {
                    insertionSort(start, end);
                    return;
                }
                long parts = partition(start, end);
                int smaller = (int) (parts >>> Integer.SIZE);
                int greater = (int) parts;
                if (smaller > 1 && isWanted(start, start + smaller)) {
                    sort(start, start + smaller);
                }
                if (greater <= 1 || !isWanted(end - greater, end)) {
                    return;
                }
                start = end - greater;
            }
        }

        private boolean isWanted(int from, int to) {
            return first < to && last >= from;
        }

        private void insertionSort(int from, int to) {
            for (int i = from; i < to; i++) {
                for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
                    swap(j, j - 1);
                }
            }
        }

        /** Divides the elements by one of them, and returns how many are smaller (upper half) and how many greater (lower half). */
        private long partition(int from, int to) {
            swap(from, middle(from, to));
            int equalEnd = from + 1;
            int low = from + 1;
            int high = to - 1;
            int equalStart = to - 1;
            while (true) {
                for (int sign; low <= high && (sign = compare(low, from)) <= 0; low++) {
                    if (sign == 0) {
                        swap(equalEnd++, low);
                    }
                }
                for (int sign; low <= high && (sign = compare(high, from)) >= 0; high--) {
                    if (sign == 0) {
                        swap(high, equalStart--);
                    }
                }
                if (low > high) {
                    break;
                }
                swap(low++, high--);
            }
            swapRanges(from, low, Math.min(equalEnd - from, low - equalEnd));
            swapRanges(low, to, Math.min(equalStart - high, to - equalStart - 1));
            return ((long) (low - equalEnd) << Integer.SIZE) | (equalStart - high);
        }

        /** Chooses an element that is likely to be near the middle. */
        private int middle(int from, int to) {
            int count = to - from;
            int middle = from + count / 2;
            if (count <= INSERTION_MAX) {
                return middle;
            }
            int low = from;
            int high = to - 1;
            if (count > MEDIAN_OF_NINE_MIN) {
                int step = count / 8;
                low = median(low, low + step, low + 2 * step);
                middle = median(middle - step, middle, middle + step);
                high = median(high - 2 * step, high - step, high);
            }
            return median(low, middle, high);
        }

        private int median(int a, int b, int c) {
            if (compare(a, b) < 0) {
                return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
            }
            return compare(b, c) > 0 ? b : compare(a, c) < 0 ? a : c;
        }

        /** Exchanges so many elements at a start with those in front of an end. */
        private void swapRanges(int start, int end, int count) {
            for (int i = 0; i < count; i++) {
                swap(start + i, end - count + i);
            }
        }

        private int compare(int a, int b) {
            return order.compare(items[a], items[b]);
        }

        private void swap(int a, int b) {
            T item = items[a];
            items[a] = items[b];
            items[b] = item;
        }
    }
}
