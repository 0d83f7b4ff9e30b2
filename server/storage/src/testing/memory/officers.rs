//! Units, officers and sessions in memory.

use super::MemoryTransaction;
use crate::error::StorageError;
use crate::records::{OfficerRecord, SessionRecord, UnitRecord};
use crate::transaction::Officers;
use async_trait::async_trait;
use domain::id::{OfficerId, UnitId};
use domain::instant::Instant;

#[async_trait]
impl Officers for MemoryTransaction {
    async fn units(&mut self) -> Result<Vec<UnitRecord>, StorageError> {
        let named = self
            .work
            .units
            .iter()
            .filter(|(_, unit)| !unit.name.is_empty());
        Ok(named
            .map(|(id, unit)| UnitRecord {
                id: id.clone(),
                name: unit.name.clone(),
            })
            .collect())
    }

    async fn put_unit(&mut self, unit: &UnitRecord) -> Result<(), StorageError> {
        self.unit(&unit.id).name.clone_from(&unit.name);
        Ok(())
    }

    async fn officers(&mut self, unit: &UnitId) -> Result<Vec<OfficerRecord>, StorageError> {
        Ok(self.unit(unit).officers.values().cloned().collect())
    }

    async fn put_officer(
        &mut self,
        unit: &UnitId,
        officer: &OfficerRecord,
    ) -> Result<(), StorageError> {
        self.unit(unit)
            .officers
            .insert(officer.officer.id, officer.clone());
        Ok(())
    }

    async fn supervises(
        &mut self,
        unit: &UnitId,
        officer: OfficerId,
    ) -> Result<bool, StorageError> {
        let known = self.unit(unit).officers.get(&officer);
        Ok(known.is_some_and(|known| known.officer.supervises))
    }

    async fn put_session(
        &mut self,
        unit: &UnitId,
        session: &SessionRecord,
    ) -> Result<(), StorageError> {
        self.unit(unit)
            .sessions
            .insert(session.token_hash, session.clone());
        Ok(())
    }

    async fn session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<Option<SessionRecord>, StorageError> {
        Ok(self.unit(unit).sessions.get(&token_hash).cloned())
    }

    async fn end_session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        self.unit(unit).sessions.remove(&token_hash);
        Ok(())
    }

    async fn end_expired_sessions(
        &mut self,
        unit: &UnitId,
        now: Instant,
    ) -> Result<(), StorageError> {
        let sessions = &mut self.unit(unit).sessions;
        sessions.retain(|_, session| session.expires_at > now);
        Ok(())
    }
}
