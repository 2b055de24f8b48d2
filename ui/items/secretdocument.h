// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace coffret {

/// A protected value while it is written: UTF-8 in guarded memory, with a caret, a selection and what can be undone. It
/// has no readable property: QML hands it to a SecretInput and can do nothing else with it. Offsets are bytes. Owned by
/// the view-model of an editor, main thread.
class SecretDocument : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool empty READ isEmpty NOTIFY valueChanged)
public:
    static constexpr std::size_t MaximumSize = 1024 * 1024; ///< what one value may take; more is not inserted

    explicit SecretDocument(SecretBuffer value = {}, QObject *parent = nullptr);
    ~SecretDocument() override;

    [[nodiscard]] const SecretBuffer &value() const { return m_value; }
    /// A new value from the program: the caret goes behind it and nothing can be undone. It counts as unchanged.
    void setValue(SecretBuffer value);
    /// The same, but as if the user had written it.
    void replaceAll(std::string_view utf8);
    /// The same with what a generator made; entropy in bits.
    void replaceWithMade(std::string_view utf8, double entropy);
    /// Of a value that a generator made, as long as nobody has changed it.
    [[nodiscard]] std::optional<double> madeEntropy() const { return m_madeEntropy; }
    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }
    [[nodiscard]] bool isChanged() const { return m_forgotten || !m_value.equals(m_original); }
    void wipe();       ///< the value, the original, and everything that could be undone
    void forgetPast(); ///< the original and everything that could be undone; it counts as changed from now on

    [[nodiscard]] std::size_t caret() const { return m_caret; }
    [[nodiscard]] std::size_t anchor() const { return m_anchor; }
    [[nodiscard]] bool hasSelection() const { return m_caret != m_anchor; }
    [[nodiscard]] std::size_t selectionStart() const { return std::min(m_caret, m_anchor); }
    [[nodiscard]] std::size_t selectionEnd() const { return std::max(m_caret, m_anchor); }
    [[nodiscard]] SecretBuffer selected() const;
    void moveTo(std::size_t offset, bool keepAnchor);
    void selectAll();

    void insert(std::string_view utf8); ///< in place of the selection
    void erase(std::size_t from, std::size_t to);
    void undo();
    void redo();
    void requestCopy(); ///< of the selection, if there is one

Q_SIGNALS:
    void valueChanged();
    void caretChanged();
    void copyRequested();

private:
    struct State
    {
        SecretBuffer value;
        std::size_t caret = 0;
    };
    enum class Step { None, Typing, Erasing, Other };
    void replace(std::size_t from, std::size_t to, std::string_view utf8, Step step);
    void remember(Step step, std::size_t at);
    void go(std::vector<State> &from, std::vector<State> &to);

    SecretBuffer m_value;
    SecretBuffer m_original;
    bool m_forgotten = false; ///< the original
    std::optional<double> m_madeEntropy;
    std::size_t m_caret = 0;
    std::size_t m_anchor = 0;
    std::vector<State> m_undo;
    std::vector<State> m_redo;
    Step m_lastStep = Step::None;
    std::size_t m_lastCaret = 0; ///< where the last step left it: typing on there belongs to the same step
};

} // namespace coffret
