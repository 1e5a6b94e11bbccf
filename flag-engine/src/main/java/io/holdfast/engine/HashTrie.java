package io.holdfast.engine;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that can be had with one entry changed without being copied: both share all but a few nodes (Phil Bagwell,
 * "Ideal Hash Trees", 2001). Each level takes five bits of the hash; entries whose whole hash is the same lie in a sorted
 * bucket, so that names made to collide cost little.
 */
final class HashTrie<V> extends AbstractMap<String, V> {
    private static final int BITS = 5;
    private static final int HASH_BITS = 32;

    private final Node root;
    private final int size;

    private HashTrie(Node root, int size) {
        this.root = root;
        this.size = size;
    }

    static <V> HashTrie<V> of(Map<String, V> map) {
        List<Leaf> leaves = new ArrayList<>(map.size());
        map.forEach((key, value) -> leaves.add(new Leaf(key, value)));
        return new HashTrie<>(build(leaves, 0), leaves.size());
    }

    /** This map with {@code value} as {@code key}. */
    HashTrie<V> with(String key, V value) {
        Leaf leaf = new Leaf(key, value);
        return new HashTrie<>(root.with(leaf, hash(key), 0), get(key) == null ? size + 1 : size);
    }

    @Override
    // Only values of this type go in.
    @SuppressWarnings("unchecked")
    public @Nullable V get(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        int hash = hash(name);
        Object found = root;
        for (int shift = 0; found instanceof Node node; shift += BITS) {
            found = node.child(hash, shift);
        }
        Leaf leaf = found instanceof Bucket bucket ? bucket.leaves.get(name) : (Leaf) found;
        return leaf != null && leaf.key.equals(name) ? (V) leaf.value : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Entries<>(root);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static int hash(String key) {
        int hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    private static Node build(List<Leaf> leaves, int shift) {
        List<List<Leaf>> parts = new ArrayList<>();
        for (int i = 0; i < 1 << BITS; i++) {
            parts.add(new ArrayList<>(0));
        }
        leaves.forEach(leaf -> parts.get(hash(leaf.key) >>> shift & 31).add(leaf));
        int present = 0;
        List<Object> children = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isEmpty()) {
                present |= 1 << i;
                children.add(child(parts.get(i), shift + BITS));
            }
        }
        return new Node(present, children.toArray());
    }

    private static Object child(List<Leaf> leaves, int shift) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        return shift < HASH_BITS ? build(leaves, shift) : new Bucket(leaves);
    }

    private record Leaf(String key, Object value) {}

    /** Leaves of one hash. */
    private static final class Bucket {
        private final TreeMap<String, Leaf> leaves = new TreeMap<>();

        Bucket(List<Leaf> leaves) {
            leaves.forEach(leaf -> this.leaves.put(leaf.key, leaf));
        }

        Bucket with(Leaf leaf) {
            List<Leaf> changed = new ArrayList<>(leaves.values());
            changed.add(leaf);
            return new Bucket(changed);
        }
    }

    /** Has a child for each bit that is set in {@code present}: a leaf, a bucket, or a node. */
    private static final class Node {
        private final int present;
        private final Object[] children;

        Node(int present, Object[] children) {
            this.present = present;
            this.children = children;
        }

        @Nullable
        Object child(int hash, int shift) {
            int bit = bit(hash, shift);
            return (present & bit) == 0 ? null : children[index(bit)];
        }

        Node with(Leaf leaf, int hash, int shift) {
            int bit = bit(hash, shift);
            int index = index(bit);
            if ((present & bit) != 0) {
                Object[] changed = children.clone();
                changed[index] = merged(children[index], leaf, hash, shift + BITS);
                return new Node(present, changed);
            }
            Object[] more = new Object[children.length + 1];
            System.arraycopy(children, 0, more, 0, index);
            more[index] = leaf;
            System.arraycopy(children, index, more, index + 1, children.length - index);
            return new Node(present | bit, more);
        }

        private static Object merged(Object child, Leaf leaf, int hash, int shift) {
            if (child instanceof Node node) {
                return node.with(leaf, hash, shift);
            }
            if (child instanceof Bucket bucket) {
                return bucket.with(leaf);
            }
            Leaf other = (Leaf) child;
            return other.key.equals(leaf.key) ? leaf : HashTrie.child(List.of(other, leaf), shift);
        }

        private int index(int bit) {
            return Integer.bitCount(present & (bit - 1));
        }

        private static int bit(int hash, int shift) {
            return 1 << (hash >>> shift & 31);
        }
    }

    private static final class Entries<V> implements Iterator<Map.Entry<String, V>> {
        private final Deque<Iterator<?>> path = new ArrayDeque<>();

        Entries(Node root) {
            path.push(Arrays.asList(root.children).iterator());
        }

        @Override
        public boolean hasNext() {
            while (!path.isEmpty() && !path.element().hasNext()) {
                path.pop();
            }
            return !path.isEmpty();
        }

        @Override
        // Only values of this type go in.
        @SuppressWarnings("unchecked")
        public Map.Entry<String, V> next() {
            while (hasNext()) {
                Object next = path.element().next();
                if (next instanceof Leaf leaf) {
                    return Map.entry(leaf.key, (V) leaf.value);
                }
                path.push(
                        next instanceof Node node
                                ? Arrays.asList(node.children).iterator()
                                : ((Bucket) next).leaves.values().iterator());
            }
            throw new NoSuchElementException();
        }
    }
}
