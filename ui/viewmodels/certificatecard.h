// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/workerpool.h"
#include "core/x509/inspection.h"
#include "ui/models/choicelistmodel.h"
#include "ui/viewmodels/texts.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

/// A certificate in words: whose it is, how long it is valid, how its chain and key fit. Looks at it on a thread of its
/// own; what it was given is wiped after that. Owned by the view-model of a secret or of a form, main thread.
class CertificateCard : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool shown READ isShown NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString subject READ subject NOTIFY changed)
    Q_PROPERTY(QString issuer READ issuer NOTIFY changed)
    Q_PROPERTY(QStringList names READ names NOTIFY changed)
    Q_PROPERTY(QString namesText READ namesText NOTIFY changed)
    Q_PROPERTY(int hiddenNames READ hiddenNames NOTIFY changed)
    Q_PROPERTY(QString begins READ begins NOTIFY changed)
    Q_PROPERTY(QString ends READ ends NOTIFY changed)
    Q_PROPERTY(QString validity READ validity NOTIFY changed)
    Q_PROPERTY(QString validityMood READ mood NOTIFY changed)
    Q_PROPERTY(double elapsed READ elapsed NOTIFY changed)
    Q_PROPERTY(QString keyText READ keyText NOTIFY changed)
    Q_PROPERTY(QString signature READ signature NOTIFY changed)
    Q_PROPERTY(QString serial READ serial NOTIFY changed)
    Q_PROPERTY(QString sha256 READ sha256 NOTIFY changed)
    Q_PROPERTY(QString sha1 READ sha1 NOTIFY changed)
    Q_PROPERTY(coffret::ChoiceListModel *findings READ findings CONSTANT)
    Q_PROPERTY(coffret::ChoiceListModel *chain READ chain CONSTANT)
    Q_PROPERTY(QString faultText READ faultText NOTIFY changed)
    Q_PROPERTY(QString faultHint READ faultHint NOTIFY changed)
public:
    static constexpr int FewNames = 8;

    explicit CertificateCard(const Clock &clock, QObject *parent = nullptr);
    ~CertificateCard() override;

    /// What was shown stays until the answer is there.
    void inspect(SecretBuffer text, SecretBuffer keyText = {}, SecretBuffer passphrase = {});
    void clear(); ///< and forgets what is being looked at
    [[nodiscard]] const CertificateInspection &inspection() const { return m_inspection; }
    [[nodiscard]] bool isLooking() const { return m_looking; } ///< what is shown is of an earlier text

    [[nodiscard]] bool isShown() const { return leaf() != nullptr; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString subject() const;
    [[nodiscard]] QString issuer() const;
    [[nodiscard]] QStringList names() const; ///< it is for: the first few, or all
    [[nodiscard]] QString namesText() const { return enumerated(names()); }
    [[nodiscard]] int hiddenNames() const;
    [[nodiscard]] QString begins() const;
    [[nodiscard]] QString ends() const;
    [[nodiscard]] QString validity() const;
    [[nodiscard]] QString mood() const;   ///< "good", "warning" or "bad"
    [[nodiscard]] double elapsed() const; ///< of its time, 0 to 1
    [[nodiscard]] QString keyText() const;
    [[nodiscard]] QString signature() const;
    [[nodiscard]] QString serial() const;
    [[nodiscard]] QString sha256() const;
    [[nodiscard]] QString sha1() const;
    [[nodiscard]] ChoiceListModel *findings() { return &m_findings; } ///< key: "good", "note", "warning" or "bad"
    [[nodiscard]] ChoiceListModel *chain() { return &m_chain; }
    [[nodiscard]] QString faultText() const;
    [[nodiscard]] QString faultHint() const;

    Q_INVOKABLE void showAllNames();

Q_SIGNALS:
    void changed();

private:
    struct Fields
    {
        SecretBuffer text;
        SecretBuffer keyText;
        SecretBuffer passphrase;
    };
    [[nodiscard]] const Certificate *leaf() const { return m_inspection.leaf(); }
    void look();
    void show(CertificateInspection inspection);

    const Clock &m_clock;
    WorkerPool m_workers{1};
    CertificateInspection m_inspection;
    ChoiceListModel m_findings;
    ChoiceListModel m_chain;
    std::shared_ptr<const Fields> m_next; ///< to be looked at after what is being looked at
    bool m_looking = false;
    bool m_allNames = false;
    quint64 m_generation = 0; ///< answers about an earlier text are dropped
};

} // namespace coffret
