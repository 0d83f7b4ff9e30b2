//! Units, officers and sessions.

use crate::convert::{failed, uuid};
use crate::transaction::SqliteTransaction;
use async_trait::async_trait;
use domain::id::{OfficerId, UnitId};
use domain::instant::Instant;
use domain::officer::Officer;
use storage::{OfficerRecord, Officers, SessionRecord, StorageError, UnitRecord};

#[async_trait]
impl Officers for SqliteTransaction {
    async fn units(&mut self) -> Result<Vec<UnitRecord>, StorageError> {
        let rows = sqlx::query!("select unit_id, name from unit order by unit_id")
            .fetch_all(&mut *self.inner)
            .await
            .map_err(failed)?;
        let unit = |id, name| UnitRecord {
            id: UnitId(id),
            name,
        };
        Ok(rows
            .into_iter()
            .map(|row| unit(row.unit_id, row.name))
            .collect())
    }

    async fn put_unit(&mut self, unit: &UnitRecord) -> Result<(), StorageError> {
        sqlx::query!(
            "insert into unit (unit_id, name) values ($1, $2)
            on conflict (unit_id) do update set name = excluded.name",
            unit.id.0,
            unit.name,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn officers(&mut self, unit: &UnitId) -> Result<Vec<OfficerRecord>, StorageError> {
        let rows = sqlx::query!(
            r#"select officer_id, login, name, position, supervises as "supervises: bool", password_hash
            from officer
            where unit_id = $1
            order by officer_id"#,
            unit.0,
        )
        .fetch_all(&mut *self.inner)
        .await
        .map_err(failed)?;
        let mut officers = Vec::with_capacity(rows.len());
        for row in rows {
            let id = OfficerId(uuid("officer", &row.officer_id)?);
            let officer = Officer {
                id,
                name: row.name,
                position: row.position,
                supervises: row.supervises,
            };
            let (login, password_hash) = (row.login, row.password_hash);
            officers.push(OfficerRecord {
                officer,
                login,
                password_hash,
            });
        }
        Ok(officers)
    }

    async fn put_officer(
        &mut self,
        unit: &UnitId,
        officer: &OfficerRecord,
    ) -> Result<(), StorageError> {
        let id = officer.officer.id.0.as_bytes().as_slice();
        sqlx::query!(
            "insert into officer (
                unit_id, officer_id, login, name, position, password_hash, supervises
            )
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (unit_id, officer_id) do update set
                login = excluded.login,
                name = excluded.name,
                position = excluded.position,
                password_hash = excluded.password_hash,
                supervises = excluded.supervises",
            unit.0,
            id,
            officer.login,
            officer.officer.name,
            officer.officer.position,
            officer.password_hash,
            officer.officer.supervises,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn supervises(
        &mut self,
        unit: &UnitId,
        officer: OfficerId,
    ) -> Result<bool, StorageError> {
        let id = officer.0.as_bytes().as_slice();
        let row = sqlx::query!(
            r#"select supervises as "supervises: bool" from officer where unit_id = $1 and officer_id = $2"#,
            unit.0,
            id,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(row.is_some_and(|row| row.supervises))
    }

    async fn put_session(
        &mut self,
        unit: &UnitId,
        session: &SessionRecord,
    ) -> Result<(), StorageError> {
        let token_hash = session.token_hash.as_slice();
        let officer = session.officer.0.as_bytes().as_slice();
        sqlx::query!(
            "insert into session (unit_id, token_hash, officer_id, expires_at)
            values ($1, $2, $3, $4)",
            unit.0,
            token_hash,
            officer,
            session.expires_at.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<Option<SessionRecord>, StorageError> {
        let token = token_hash.as_slice();
        let row = sqlx::query!(
            "select officer_id, expires_at from session where unit_id = $1 and token_hash = $2",
            unit.0,
            token,
        )
        .fetch_optional(&mut *self.inner)
        .await
        .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let officer = OfficerId(uuid("session", &row.officer_id)?);
        Ok(Some(SessionRecord {
            token_hash,
            officer,
            expires_at: Instant(row.expires_at),
        }))
    }

    async fn end_session(
        &mut self,
        unit: &UnitId,
        token_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        let token = token_hash.as_slice();
        sqlx::query!(
            "delete from session where unit_id = $1 and token_hash = $2",
            unit.0,
            token
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }

    async fn end_expired_sessions(
        &mut self,
        unit: &UnitId,
        now: Instant,
    ) -> Result<(), StorageError> {
        sqlx::query!(
            "delete from session where unit_id = $1 and expires_at <= $2",
            unit.0,
            now.0,
        )
        .execute(&mut *self.inner)
        .await
        .map_err(failed)?;
        Ok(())
    }
}
