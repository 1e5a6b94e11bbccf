package io.holdfast.server.flag;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Segments in the database. */
interface SegmentRepository extends Repository<SegmentEntity, Long> {
    SegmentEntity saveAndFlush(SegmentEntity segment);

    void delete(SegmentEntity segment);

    void flush();

    Optional<SegmentEntity> findByKey(String key);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from SegmentEntity where key = :key")
    Optional<SegmentEntity> lockByKey(String key);

    @Query("from SegmentEntity where key > :after and (:project is null or projectId = :project) order by key")
    List<SegmentEntity> page(String after, @Nullable Long project, Limit limit);
}
