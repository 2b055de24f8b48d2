// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignfile.h"
#include "core/secret/keyeddigest.h"
#include "core/session/draftfitting.h"
#include "core/session/session.h"

#include <QHash>
#include <QPointer>

namespace coffret {

// A file of another program on its way into an account: first what each of its items comes to, then, once a person has
// agreed, the job. Main thread.

/// One item of the file, or something in it that is none.
struct ImportRow
{
    enum class Plan : quint8 {
        New,
        Twin,    ///< the account has one of this name, user name and address: left alone
        Double,  ///< stands in the file a second time, with all its values: left out
        Refused, ///< refusal or issue says why
    };
    enum class State : quint8 {
        Waiting,
        Half, ///< it is there, the note beside it is not
        Done, ///< error: all but its tags or its star
        Failed,
        MayBeDone, ///< it was sent, and no answer came
    };
    int number = 0; ///< in the file, from 1
    QString name;
    QStringList folder; ///< names below the place that everything goes to
    SecretType type = SecretType::Login;
    Plan plan = Plan::New;
    State state = State::Waiting;
    QStringList moved;    ///< keys of what becomes lines of a note; see FittedDraft
    bool hasNote = false; ///< and that note is a secret of its own
    bool becomesNote = false;
    Losses losses;
    std::optional<ForeignRefusal::Why> refusal;
    std::optional<DraftIssue> issue;
    std::optional<Error> error;
};

/// What importing a file comes to, and how far that has got. Values stay in the file's guarded memory.
class VaultImport
{
public:
    struct Choices
    {
        QString collectionId;     ///< empty: to the root
        bool keepsFolders = true; ///< those of the file are made below it
        bool takesTwins = false;  ///< what is there already is made a second time
    };

    VaultImport(ForeignFile file, FieldWords words) : m_file(std::move(file)), m_words(std::move(words)) {}

    /// Holds every item against the account as it is listed now, and what it can keep; also again, for other choices,
    /// before anything is written. Goes on in pieces, so that nothing else waits. No request. Unsupported where nothing
    /// can be written, Cancelled.
    static Task<Expected<void>> plan(QPointer<Session> session, std::shared_ptr<VaultImport> import, Choices choices,
                                     StopToken stop);

    /// Everybody besides the user whom something pending would be encrypted for, each key once; see Session::readers().
    static Task<Expected<std::vector<ReaderKey>>> readers(QPointer<Session> session,
                                                          std::shared_ptr<VaultImport> import, StopToken stop);

    /// Writes what is pending, one after the other, and makes the folders it needs. One that is refused does not stop
    /// the others; the connection does, and so does stop, after the one it is at. Called again, it goes on; what was
    /// sent without an answer is not sent again. confirmedFingerprints: as for Session::save(). Fails only when nothing
    /// was written.
    static Task<Expected<JobReport>> carryOut(QPointer<Session> session, std::shared_ptr<VaultImport> import,
                                              QStringList confirmedFingerprints, Progress progress, StopToken stop);

    [[nodiscard]] ForeignFormat format() const { return m_file.format; }
    [[nodiscard]] bool hasFolders() const;                                      ///< some item lies in one
    [[nodiscard]] const std::vector<ImportRow> &rows() const { return m_rows; } ///< in the order of the file
    [[nodiscard]] const Choices &choices() const { return m_choices; }
    [[nodiscard]] int count(ImportRow::Plan plan) const;
    [[nodiscard]] int count(ImportRow::State state) const;
    [[nodiscard]] int pending() const;

private:
    /// Collections that are there and that something pending goes into or below, each once.
    [[nodiscard]] QStringList places(const Session &session) const;
    [[nodiscard]] bool isPending(const ImportRow &row) const;
    [[nodiscard]] QByteArray contentOf(const ForeignItem &item) const;
    [[nodiscard]] FittedDraft fitted(std::size_t item, const VaultWriting &writing) const;
    [[nodiscard]] QString existingPlace(const Catalog &catalog, const ImportRow &row) const;
    static Task<Expected<QString>> placeFor(QPointer<Session> session, std::shared_ptr<VaultImport> import,
                                            std::size_t row);
    static Task<Expected<void>> write(QPointer<Session> session, std::shared_ptr<VaultImport> import, std::size_t row,
                                      QStringList confirmed);

    ForeignFile m_file;
    FieldWords m_words;
    Choices m_choices;
    std::vector<ImportRow> m_rows;
    std::vector<std::size_t> m_items; ///< by row: into the file's items; NoItem for what is none
    QHash<QString, QString> m_made;   ///< ids of collections, by their path
    bool m_looksFirst = false;        ///< a folder was sent without an answer: it may be there
    KeyedDigest m_digest;
    static constexpr std::size_t NoItem = ~std::size_t{0};
};

} // namespace coffret
